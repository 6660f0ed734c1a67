using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Signing;

/// <summary>
/// <c>POST /api/v1/petitions/{slug}/signatures</c>: the hot path. Plain delegates, so that nothing binds, reflects or allocates that is not
/// visible here.
/// </summary>
internal sealed class SignEndpoint(DisposableDomains disposable, AbuseFilter filter, SignerCalls signers)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPetition(
        [HttpMethods.Post], "/api/v1/petitions/{slug}/signatures", routes.ServiceProvider.GetRequiredService<SignEndpoint>().SignAsync,
        evenUnlisted: true);

    /// <summary>Answers 201 after the database has committed, or says what to do.</summary>
    public async Task SignAsync(HttpContext http, Petition petition)
    {
        if (!JsonBody.IsJson(http.Request))
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
        var isOtherEncoding = request is null && JsonBody.IsOtherEncoding(body);
        http.Request.BodyReader.AdvanceTo(body.End);
        if (request is null)
        {
            await (isOtherEncoding ? Answers.Refuse(http, Problem.Malformed, JsonBody.OtherEncodingDetail)
                : Answers.Refuse(http, Problem.Malformed));
            return;
        }
        if (SignatureValidator.Check(request, petition, operation, out var faults, disposable) is not { } signed)
        {
            await Answers.Refuse(http, faults!);
            return;
        }
        if (filter.Check(http, petition, signed.Signer, operation, request.Proof) is { Refusal: not null } stopped)
        {
            await AbuseRefusal.AnswerAsync(http, stopped, petition.Slug);
            return;
        }
        await SigningAnswers.AnswerAsync(http, await signers.SignAsync(signed));
    }
}
