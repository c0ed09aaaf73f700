package io.hydrant.wire.auth;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.wire.auth.AuthenticationFailure.Kind;
import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.BodyPool;
import io.hydrant.wire.http.BodyTooLarge;
import io.hydrant.wire.http.HttpRequest;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out who signed a request and whether it is what they signed.
///
/// Understands Signature Version 4 in the header and in the query, and Version 2 in the query for
/// S3, because current clients still make such URLs. Unsigned requests to S3 pass as anonymous:
/// what anonymous callers may do is the endpoint's decision. Safe for use by many threads.
public final class RequestAuthenticator {
    /// Where requests live whose signature names no region.
    private static final Region REGION_DEFAULT = new Region("us-east-1");

    /// Any of these means that the query is meant to hold a signature of version 4.
    private static final List<String> IN_QUERY =
            List.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature");

    /// 16 MiB of arrays in use again and again.
    private static final int POOLED_BODIES_MAX = 16;

    private final BodyPool bodies = new BodyPool(POOLED_BODIES_MAX);
    private final CredentialSource credentials;
    private final InstantSource clock;
    private final SignatureV4 signatureV4;

    public RequestAuthenticator(CredentialSource credentials, InstantSource clock) {
        this(credentials, clock, ClockSkew.DEFAULTS);
    }

    public RequestAuthenticator(CredentialSource credentials, InstantSource clock, ClockSkew skew) {
        this.credentials = credentials;
        this.clock = clock;
        this.signatureV4 = new SignatureV4(new ClaimTime(skew));
    }

    /// The body of the request handed on is a [BodyBytes] for every service but S3, whose bodies
    /// are verified while they are read ([VerifiedBody]); closing a [BodyBytes] after the request
    /// is answered lets the next one use its memory. `aws-chunked` is gone from `Content-Encoding`,
    /// and `Content-Length` tells the length of the decoded body.
    ///
    /// @param bodyBytesMax how long the body of a request to any service but S3 may be
    /// @throws AuthenticationFailure if the request is refused
    /// @throws IOException if the client went away while its body was read
    public AuthenticatedRequest authenticate(HttpRequest request, int bodyBytesMax)
            throws IOException {
        QueryString query = QueryString.of(request.rawQuery());
        Optional<String> authorization = request.headers().first("authorization");
        boolean signedQuery = IN_QUERY.stream().anyMatch(query::contains);
        boolean signedQueryV2 = query.contains("AWSAccessKeyId") && query.contains("Signature");
        if (authorization.isPresent() && (signedQuery || signedQueryV2)) {
            throw new AuthenticationFailure(
                    Kind.TWO_SIGNATURES,
                    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter,"
                            + " Signature query string parameter or the Authorization header should"
                            + " be specified");
        }
        if (authorization.isPresent()) {
            String text = authorization.get().strip();
            requireV4(text);
            return verifyV4(request, query, ClaimReader.fromHeader(request, text), bodyBytesMax);
        }
        if (signedQuery) {
            return verifyV4(request, query, ClaimReader.fromQuery(query), bodyBytesMax);
        }
        if (signedQueryV2 && ServiceGuess.of(request).equals(ServiceGuess.S3)) {
            return verifyV2(request, query);
        }
        return unsigned(request);
    }

    private static void requireV4(String authorization) {
        String algorithm = ClaimReader.ALGORITHM;
        boolean supported =
                authorization.startsWith(algorithm)
                        && authorization.length() > algorithm.length()
                        && " \t".indexOf(authorization.charAt(algorithm.length())) >= 0;
        if (!supported) {
            throw new AuthenticationFailure(
                    Kind.UNSUPPORTED_ALGORITHM,
                    "The authorization mechanism you have provided is not supported. Please use"
                            + " AWS4-HMAC-SHA256.");
        }
    }

    private AuthenticatedRequest verifyV4(
            HttpRequest request, QueryString query, Claim claim, int bodyBytesMax)
            throws IOException {
        Instant now = clock.instant();
        Region region = region(claim);
        Credentials owner = owner(claim.accessKeyId());
        requireToken(owner, claim.sessionToken());
        Caller caller =
                new Caller(owner.account(), region, claim.scope().service(), owner.accessKeyId());
        SignatureV4.Attempt attempt = signatureV4.attempt(request, query, claim, now);
        if (claim.forS3()) {
            return new AuthenticatedRequest(S3Body.verifying(attempt, owner), caller);
        }
        BodyBytes body = whole(request, bodyBytesMax);
        attempt.verifyWhole(owner, body);
        return new AuthenticatedRequest(request.withBody(body), caller);
    }

    private AuthenticatedRequest verifyV2(HttpRequest request, QueryString query) {
        Credentials owner = owner(query.first("AWSAccessKeyId").orElse(""));
        requireToken(owner, query.first("x-amz-security-token"));
        SignatureV2.verify(request, query, owner, clock.instant());
        Caller caller =
                new Caller(owner.account(), REGION_DEFAULT, ServiceGuess.S3, owner.accessKeyId());
        return new AuthenticatedRequest(S3Body.unsigned(request), caller);
    }

    private static AuthenticatedRequest unsigned(HttpRequest request) {
        if (!ServiceGuess.of(request).equals(ServiceGuess.S3)) {
            throw new AuthenticationFailure(
                    Kind.MISSING_CREDENTIALS, "Missing Authentication Token");
        }
        Caller nobody = new Caller(AccountId.DEFAULT, REGION_DEFAULT, ServiceGuess.S3, "");
        return new AuthenticatedRequest(S3Body.unsigned(request), nobody);
    }

    private static Region region(Claim claim) {
        try {
            return new Region(claim.scope().region());
        } catch (InvalidArgument e) {
            throw new AuthenticationFailure(
                    Kind.INVALID_SCOPE,
                    "Credential should be scoped to a valid region.",
                    Map.of("Region", REGION_DEFAULT.value())); // S3 clients sign again for it
        }
    }

    private Credentials owner(String accessKeyId) {
        return credentials
                .find(accessKeyId)
                .orElseThrow(
                        () ->
                                new AuthenticationFailure(
                                        Kind.UNKNOWN_ACCESS_KEY,
                                        "The security token included in the request is invalid.",
                                        Map.of("AWSAccessKeyId", accessKeyId)));
    }

    private static void requireToken(Credentials owner, Optional<String> token) {
        String expected = owner.sessionToken().orElse("");
        if (!Hashes.same(expected, token.orElse(""))) {
            throw new AuthenticationFailure(
                    Kind.WRONG_SESSION_TOKEN,
                    "The security token included in the request is invalid.");
        }
    }

    private BodyBytes whole(HttpRequest request, int bodyBytesMax) throws IOException {
        try {
            return BodyBytes.readFully(
                    request.body(), request.contentLengthBytes(), bodyBytesMax, bodies);
        } catch (BodyTooLarge e) {
            throw new AuthenticationFailure(Kind.BODY_TOO_LARGE, e.getMessage());
        }
    }
}
