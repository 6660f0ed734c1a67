using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Http;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Signing;

/// <summary>
/// <c>POST /api/v1/petitions/{slug}/signatures</c>: the path that a surge takes. A plain delegate, so that nothing binds, reflects or
/// allocates on the way that is not seen here.
/// </summary>
internal sealed class SignEndpoint(
    IPetitionCatalogue catalogue, DisposableDomains disposable, AbuseFilter gate, SignerCalls signers)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
        "/api/v1/petitions/{slug}/signatures", (RequestDelegate)routes.ServiceProvider.GetRequiredService<SignEndpoint>().SignAsync);

    /// <summary>Answers 201 after the database has committed, or says what to do.</summary>
    public async Task SignAsync(HttpContext http)
    {
        if (http.Request.RouteValues["slug"] is not string slug || !catalogue.TryFind(slug, out var petition))
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        if (!SignRequestReader.IsJson(http.Request))
        {
            await Answers.Refuse(http, Problem.NotJson);
            return;
        }
        if (!IdempotencyKey.TryRead(http.Request.Headers[IdempotencyKey.Header], out var operation))
        {
            await Answers.Refuse(http, Problem.MalformedKey);
            return;
        }
        if (await BoundedBody.ReadAsync(http.Request, SignRequestReader.BytesMax) is not { } body)
        {
            await Answers.Refuse(http, Problem.TooLarge);
            return;
        }
        var request = SignRequestReader.Read(body);
        http.Request.BodyReader.AdvanceTo(body.End);
        if (request is null)
        {
            await Answers.Refuse(http, Problem.Malformed);
            return;
        }
        if (SignatureValidator.Check(request, petition, operation, out var faults, disposable) is not { } signed)
        {
            await Answers.Refuse(http, faults!);
            return;
        }
        if (gate.Check(http, petition, signed, request.Proof) is { Refusal: not null } stopped)
        {
            await Answers.Refuse(http, stopped, petition.Slug);
            return;
        }
        await Answers.Of(http, await signers.SignAsync(signed));
    }
}
