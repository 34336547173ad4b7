package dev.deucalion.scrape.aws;

import dev.deucalion.scrape.options.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What is configured of who asks. Texts that are not given are empty.
 *
 * @param region empty for that of the environment or of the machine
 * @param accessKey empty for what the environment, a profile or the machine say
 * @param secretKey null for none
 * @param profile a section of the credentials file
 * @param roleArn a role to take over
 * @param externalId shown when the role is taken over
 * @param roleEndpoint URL that is asked for roles, empty for that of the environment or the region
 */
public record AwsIdentity(
    String region,
    String accessKey,
    @Nullable Secret secretKey,
    String profile,
    String roleArn,
    String externalId,
    String roleEndpoint) {}
