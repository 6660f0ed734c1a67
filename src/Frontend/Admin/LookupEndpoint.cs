using Petitions.Frontend.Http;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/lookup</c>: what became of the signatures of these e-mail addresses, for an audit and for people
/// who ask. Each call is logged with the number of addresses, never with an address.
/// </summary>
internal sealed partial class LookupEndpoint(
    IPetitionCatalogue catalogue, IGrainFactory grains, SignerIdentity identity, ILogger<LookupEndpoint> log)
{
    /// <summary>Body of a look-up, in bytes: the longest addresses that there are.</summary>
    public const int BodyBytesMax = IPetitionGrain.LookupMax * 300;

    public static void Map(IEndpointRouteBuilder routes) => routes.ServiceProvider.GetRequiredService<AdminAuthorization>()
        .Map(routes, HttpMethods.Post, "/lookup", routes.ServiceProvider.GetRequiredService<LookupEndpoint>().AnswerAsync);

    private async Task AnswerAsync(HttpContext http, string slug)
    {
        if (!catalogue.TryFind(slug, out var petition) || petition.KeysDestroyedAt is not null)
        {
            await Answers.Refuse(http, petition is null ? Problem.UnknownPetition : Problem.KeysDestroyed);
            return;
        }
        if (await AdminBodies.ReadAsync(http, BodyBytesMax, AdminJson.Default.LookupBody) is not { } body) return;
        if (body.Emails.Length > IPetitionGrain.LookupMax)
        {
            await Answers.RefuseProblems(http, [$"{body.Emails.Length} addresses are too many: send at most {IPetitionGrain.LookupMax} in one call."]);
            return;
        }

        var keys = new Guid[body.Emails.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (!EmailAddress.TryParse(body.Emails[i], out var address))
            {
                // By its place: what was sent is not repeated into logs of whoever asked.
                await Answers.RefuseProblems(http, [$"emails[{i}] is no e-mail address."]);
                return;
            }
            keys[i] = identity.KeyOf(address);
        }
        LogLookedUp(keys.Length, slug);
        if (await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug)).Lookup([.. keys]) is not { } states)
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        await AdminBodies.AnswerAsync(
            http, new LookupAnswer([.. body.Emails.Select((email, i) => new LookedUp(email, WordOf(states[i])))]), AdminJson.Default.LookupAnswer);
    }

    private static string WordOf(SignatureState? state) => state switch
    {
        null => "none",
        SignatureState.Pending => "pending",
        SignatureState.Counted => "counted",
        SignatureState.Withdrawn => "withdrawn",
        SignatureState.Invalidated => "invalidated",
        _ => "expired",
    };

    [LoggerMessage(LogLevel.Information, "Staff looked up {Addresses} addresses in the petition {Petition}.")]
    private partial void LogLookedUp(int addresses, string petition);
}
