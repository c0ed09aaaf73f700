package io.hydrant.kernel.name;

/// An Amazon Resource Name.
///
/// @param partition `aws`, `aws-cn` or `aws-us-gov`
/// @param service the service's signing name, such as `firehose`
/// @param region empty for global services
/// @param account empty for S3
/// @param resource everything after the fifth colon, such as `deliverystream/clicks`
public record Arn(
        String partition, String service, String region, String account, String resource) {

    public static Arn of(String service, Region region, AccountId account, String resource) {
        return new Arn(region.partition(), service, region.value(), account.value(), resource);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
