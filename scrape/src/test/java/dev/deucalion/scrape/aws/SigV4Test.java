package dev.deucalion.scrape.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.scrape.http.HttpRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SigV4Test {
  /** The example of Amazon's documentation of the signing process. */
  @Test
  void signsAsTheDocumentationSays() {
    HttpRequest request =
        HttpRequest.get("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08")
            .withHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    AwsKeys keys = AwsKeys.lasting("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "");
    HttpRequest signed =
        new SigV4("us-east-1", "iam")
            .signed(request, keys, Instant.parse("2015-08-30T12:36:00Z").toEpochMilli());
    assertThat(signed.headers().get("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  @Test
  void whoIsNamedInTheUrlIsNotSigned() {
    AwsKeys keys = AwsKeys.lasting("k", "s", "");
    SigV4 signer = new SigV4("us-east-1", "aps");
    assertThat(signer.signed(HttpRequest.get("https://me:p@h/a?b={c}"), keys, 0).headers())
        .isEqualTo(signer.signed(HttpRequest.get("https://h/a?b=%7Bc%7D"), keys, 0).headers());
  }
}
