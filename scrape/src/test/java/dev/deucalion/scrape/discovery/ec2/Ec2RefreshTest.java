package dev.deucalion.scrape.discovery.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.testing.ManualTime;
import dev.deucalion.scrape.testing.Mechanisms;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ec2RefreshTest {
  private static final String ZONES =
      """
      <DescribeAvailabilityZonesResponse><availabilityZoneInfo>
        <item><zoneName>eu-1a</zoneName><zoneId>z1</zoneId></item>
      </availabilityZoneInfo></DescribeAvailabilityZonesResponse>
      """;
  private static final String FIRST_PAGE =
      """
      <DescribeInstancesResponse><reservationSet><item><ownerId>42</ownerId><instancesSet><item>
        <instanceId>i-1</instanceId><imageId>ami-1</imageId>
        <instanceState><name>running</name></instanceState><instanceType>t3</instanceType>
        <privateDnsName>p.internal</privateDnsName><dnsName>p.public</dnsName>
        <ipAddress>5.6.7.8</ipAddress><privateIpAddress>10.0.0.1</privateIpAddress>
        <placement><availabilityZone>eu-1a</availabilityZone></placement>
        <architecture>arm64</architecture><vpcId>vpc-1</vpcId><subnetId>s-1</subnetId>
        <networkInterfaceSet>
          <item><subnetId>s-1</subnetId><attachment><deviceIndex>1</deviceIndex></attachment>
            <ipv6AddressesSet><item><ipv6Address>2001::1</ipv6Address>
              <isPrimaryIpv6>true</isPrimaryIpv6></item>
              <item><ipv6Address>2001::2</ipv6Address><isPrimaryIpv6>false</isPrimaryIpv6></item>
            </ipv6AddressesSet></item>
          <item><subnetId>s-2</subnetId><attachment><deviceIndex>0</deviceIndex></attachment></item>
          <item><subnetId>s-1</subnetId><attachment><deviceIndex>2</deviceIndex></attachment></item>
        </networkInterfaceSet>
        <tagSet><item><key>team-name</key><value>a &amp; b</value></item></tagSet>
      </item></instancesSet></item></reservationSet><nextToken>more/=</nextToken>
      </DescribeInstancesResponse>
      """;
  private static final String LAST_PAGE =
      """
      <DescribeInstancesResponse><reservationSet><item><instancesSet>
        <item><instanceId>i-2</instanceId></item>
        <item><instanceId>i-3</instanceId><privateIpAddress>10.0.0.3</privateIpAddress></item>
      </instancesSet></item></reservationSet></DescribeInstancesResponse>
      """;

  private final ManualTime time = new ManualTime(1_700_000_000_000L);
  private final DiscoveryContext context = Mechanisms.context(time, time);

  private static Answer answer(WebPeer.Request request) {
    if (request.body().contains("Action=DescribeAvailabilityZones")) {
      return xml(ZONES);
    }
    return xml(request.body().contains("NextToken=more%2F%3D") ? LAST_PAGE : FIRST_PAGE);
  }

  private static Answer xml(String body) {
    return new Answer(200, Map.of("Content-Type", "text/xml"), body);
  }

  private static Ec2DiscoveryOptions options(
      WebPeer peer, String access, @Nullable Secret secret, String role) {
    return new Ec2DiscoveryOptions(
        peer.url(""),
        "eu-1",
        access,
        secret,
        "",
        role,
        "ext",
        9100,
        List.of(new Ec2DiscoveryOptions.Filter("tag:env", List.of("prod", "test"))),
        60_000,
        HttpClientOptions.DEFAULTS);
  }

  @Test
  void machinesOfAllPagesAreTargets() throws Exception {
    try (WebPeer peer = WebPeer.start(Ec2RefreshTest::answer)) {
      Ec2Refresh refresh = new Ec2Refresh(options(peer, "AK", Secret.of("SK"), ""), context);
      assertThat(Mechanisms.targets(refresh.groups()))
          .containsExactly(
              "{__address__=10.0.0.1:9100, __meta_ec2_ami=ami-1, __meta_ec2_architecture=arm64,"
                  + " __meta_ec2_availability_zone=eu-1a, __meta_ec2_availability_zone_id=z1,"
                  + " __meta_ec2_default_ipv6_address=2001::1, __meta_ec2_instance_id=i-1,"
                  + " __meta_ec2_instance_state=running, __meta_ec2_instance_type=t3,"
                  + " __meta_ec2_ipv6_addresses=,2001::1,2001::2,, __meta_ec2_owner_id=42,"
                  + " __meta_ec2_primary_ipv6_addresses=,,2001::1,,"
                  + " __meta_ec2_primary_subnet_id=s-1, __meta_ec2_private_dns_name=p.internal,"
                  + " __meta_ec2_private_ip=10.0.0.1, __meta_ec2_public_dns_name=p.public,"
                  + " __meta_ec2_public_ip=5.6.7.8, __meta_ec2_region=eu-1,"
                  + " __meta_ec2_subnet_id=,s-1,s-2,, __meta_ec2_tag_team_name=a & b,"
                  + " __meta_ec2_vpc_id=vpc-1}",
              "{__address__=10.0.0.3:9100, __meta_ec2_instance_id=i-3,"
                  + " __meta_ec2_private_ip=10.0.0.3, __meta_ec2_region=eu-1}");
      WebPeer.Request request = peer.requests().get(1);
      assertThat(request.body())
          .isEqualTo(
              "Action=DescribeInstances&Filter.1.Name=tag%3Aenv&Filter.1.Value.1=prod"
                  + "&Filter.1.Value.2=test&Version=2016-11-15");
      assertThat(request.header("Authorization"))
          .startsWith(
              "AWS4-HMAC-SHA256 Credential=AK/20231114/eu-1/ec2/aws4_request,"
                  + " SignedHeaders=content-type;host;x-amz-date, Signature=");
      assertThat(request.header("X-amz-date")).isEqualTo("20231114T221320Z");
    }
  }

  @Test
  void keysOfTheEnvironmentTakeOverARole() throws Exception {
    String assumed =
        """
        <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>RK</AccessKeyId>
        <SecretAccessKey>RS</SecretAccessKey><SessionToken>tok</SessionToken>
        <Expiration>2023-11-14T23:13:20Z</Expiration></Credentials></AssumeRoleResult>
        </AssumeRoleResponse>
        """;
    try (WebPeer sts = WebPeer.start(request -> xml(assumed));
        WebPeer peer = WebPeer.start(Ec2RefreshTest::answer)) {
      DiscoveryContext surroundings =
          context.withEnvironment(
              Map.of(
                  "AWS_ACCESS_KEY_ID",
                  "EK",
                  "AWS_SECRET_ACCESS_KEY",
                  "ES",
                  "AWS_ENDPOINT_URL_STS",
                  sts.url("")));
      Ec2Refresh refresh = new Ec2Refresh(options(peer, "", null, "arn:role"), surroundings);
      refresh.groups();
      time.setMs(time.nowMs() + 3_000_000);
      refresh.groups();
      assertThat(sts.requests()).hasSize(1);
      assertThat(sts.requests().getFirst().body())
          .contains("Action=AssumeRole", "ExternalId=ext", "RoleArn=arn%3Arole");
      assertThat(sts.requests().getFirst().header("Authorization")).contains("Credential=EK/");
      assertThat(peer.requests().getFirst().header("Authorization")).contains("Credential=RK/");
      assertThat(peer.requests().getFirst().header("X-amz-security-token")).isEqualTo("tok");
      time.setMs(time.nowMs() + 400_000);
      refresh.groups();
      assertThat(sts.requests()).hasSizeGreaterThan(1);
    }
  }

  @Test
  void keysOfAProfile(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("credentials"),
            "[default]\naws_access_key_id = PK\naws_secret_access_key=PS\n");
    try (WebPeer peer = WebPeer.start(Ec2RefreshTest::answer)) {
      DiscoveryContext surroundings =
          context.withEnvironment(Map.of("AWS_SHARED_CREDENTIALS_FILE", file.toString()));
      new Ec2Refresh(options(peer, "", null, ""), surroundings).groups();
      assertThat(peer.requests().getFirst().header("Authorization")).contains("Credential=PK/");
    }
  }

  @Test
  void keysOfTheMachine() throws Exception {
    String keys =
        "{\"AccessKeyId\":\"MK\",\"SecretAccessKey\":\"MS\",\"Token\":\"mt\","
            + "\"Expiration\":\"2023-11-15T00:00:00Z\"}";
    try (WebPeer machine =
            WebPeer.start(request ->
                switch (request.target()) {
                  case "/latest/api/token" -> Answer.json("session");
                  case "/latest/meta-data/iam/security-credentials/" -> Answer.json("role\n");
                  default -> Answer.json(keys);
                });
        WebPeer peer = WebPeer.start(Ec2RefreshTest::answer)) {
      DiscoveryContext surroundings =
          context.withEnvironment(
              Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", machine.url(""), "HOME", "/nonexistent"));
      new Ec2Refresh(options(peer, "", null, ""), surroundings).groups();
      assertThat(peer.requests().getFirst().header("Authorization")).contains("Credential=MK/");
      assertThat(machine.requests().getLast().target()).endsWith("security-credentials/role");
      assertThat(machine.requests().getLast().header("X-aws-ec2-metadata-token"))
          .isEqualTo("session");
    }
  }

  @Test
  void aRefusalIsToldWithItsCode() throws Exception {
    String refusal =
        "<Response><Errors><Error><Code>AuthFailure</Code><Message>no</Message></Error></Errors>"
            + "</Response>";
    try (WebPeer peer = WebPeer.start(request -> new Answer(401, Map.of(), refusal))) {
      Ec2Refresh refresh = new Ec2Refresh(options(peer, "AK", Secret.of("SK"), ""), context);
      assertThatThrownBy(refresh::groups)
          .hasMessage(
              "could not describe instances: DescribeInstances: 401 Unauthorized, AuthFailure: no");
    }
  }
}
