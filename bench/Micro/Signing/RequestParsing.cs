using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Petitions.Frontend.Signing;
using Petitions.Grains.Signing;

namespace Petitions.Bench.Micro.Signing;

/// <summary>
/// The cost of parsing and validating the body of a signature, against the framework's deserialiser with web defaults, which accepts
/// unknown and repeated members and validates nothing.
/// </summary>
public class RequestParsing
{
    private static readonly SignRequest Request = SignRequestReader.Read(SampleData.Body)
        ?? throw new InvalidOperationException("The sample cannot be parsed.");

    [Benchmark(Baseline = true)]
    public object? PlainJson() => JsonSerializer.Deserialize<PlainBody>(SampleData.Body, JsonSerializerOptions.Web);

    [Benchmark]
    public object? StrictJson() => SignRequestReader.Read(SampleData.Body);

    [Benchmark]
    public object? Validation() => Check(Request);

    [Benchmark]
    public object? StrictJsonAndValidation() => Check(SignRequestReader.Read(SampleData.Body)!);

    [Benchmark]
    public object? EmailAlone() => EmailAddress.TryParse("Maria.Musterfrau+x@Example.org", out var address) ? address : throw Refused();

    private static Signature Check(SignRequest request) =>
        SignatureValidator.Check(request, SampleData.Petition, SampleData.Signature.IdempotencyKey, out _)?.Signature ?? throw Refused();

    private static InvalidOperationException Refused() => new("The sample was refused.");

    private sealed record PlainBody(
        string GivenName, string FamilyName, string Email, string? Place, string? Country, string? Locale, bool AgeConfirmed,
        List<PlainConsent> Consents, bool Newsletter);

    private sealed record PlainConsent(string Id, string Version);
}
