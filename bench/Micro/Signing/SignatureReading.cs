using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Petitions.Frontend.Signing;
using Petitions.Grains.Signing;

namespace Petitions.Bench.Micro.Signing;

/// <summary>
/// What reading and checking the body of a signature costs, against the framework's reader as most people would call it, which takes
/// unknown and repeated members and checks nothing.
/// </summary>
public class SignatureReading
{
    private static readonly SignRequest Request = SignRequestReader.Read(Specimen.Body)
        ?? throw new InvalidOperationException("The specimen cannot be read.");

    [Benchmark(Baseline = true)]
    public object? PlainJson() => JsonSerializer.Deserialize<PlainBody>(Specimen.Body, JsonSerializerOptions.Web);

    [Benchmark]
    public object? StrictJson() => SignRequestReader.Read(Specimen.Body);

    [Benchmark]
    public object? Validation() => Check(Request);

    [Benchmark]
    public object? StrictJsonAndValidation() => Check(SignRequestReader.Read(Specimen.Body)!);

    [Benchmark]
    public object? EmailAlone() => EmailAddress.TryParse("Maria.Musterfrau+x@Example.org", out var address) ? address : throw Refused();

    private static Signature Check(SignRequest request) =>
        SignatureValidator.Check(request, Specimen.Petition, Specimen.Signature.IdempotencyKey, out _)?.Signature ?? throw Refused();

    private static InvalidOperationException Refused() => new("The specimen was refused.");

    private sealed record PlainBody(
        string GivenName, string FamilyName, string Email, string? Place, string? Country, string? Locale, bool AgeConfirmed,
        List<PlainConsent> Consents, bool Newsletter);

    private sealed record PlainConsent(string Id, string Version);
}
