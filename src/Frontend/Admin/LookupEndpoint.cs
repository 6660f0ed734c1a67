using System.Collections.Immutable;
using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/lookup</c>: the states of the signatures of these e-mail addresses, for an audit and for
/// people who ask. Each call is logged with the number of addresses, never with an address.
/// </summary>
internal sealed partial class LookupEndpoint(
    IGrainFactory grains, SignerIdentity identity, ILogger<LookupEndpoint> log)
{
    /// <summary>Largest body, in bytes: enough for the longest addresses.</summary>
    public const int BodyBytesMax = IPetitionGrain.LookupMax * 300;

    public static void Map(IEndpointRouteBuilder routes) => routes.ServiceProvider.GetRequiredService<AdminAuthorization>()
        .MapPetition(
            routes, HttpMethods.Post, "/lookup", AdminRoles.Edit, routes.ServiceProvider.GetRequiredService<LookupEndpoint>().AnswerAsync);

    private async Task AnswerAsync(HttpContext http, Petition petition)
    {
        if (petition.KeysDestroyedAt is not null)
        {
            await Answers.Refuse(http, Problem.KeysDestroyed);
            return;
        }
        if (await AdminBodies.ReadAsync(http, BodyBytesMax, AdminJson.Default.LookupBody) is not { } body) return;
        if (body.Emails.Length > IPetitionGrain.LookupMax)
        {
            await Answers.RefuseProblems(
                http, [$"{body.Emails.Length} addresses are too many: send at most {IPetitionGrain.LookupMax} in one call."]);
            return;
        }

        var keys = new Guid[body.Emails.Length];
        var former = new Guid?[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (!EmailAddress.TryParse(body.Emails[i], out var address))
            {
                // By its index: an address must not get into the logs of the caller.
                await Answers.RefuseProblems(http, [$"emails[{i}] is no e-mail address."]);
                return;
            }
            (keys[i], former[i]) = (identity.KeyOf(address), identity.FormerKeyOf(address));
        }
        LogLookedUp(keys.Length, petition.Slug);
        var grain = grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(petition.Slug));
        if (await grain.Lookup([.. keys]) is not { } states || await WithFormerAsync(grain, states, former) is not { } found)
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        var answer = body.Emails.Select((email, i) => new LookedUp(email, found[i]?.Word() ?? "none"));
        await AdminBodies.AnswerAsync(http, new LookupAnswer([.. answer]), AdminJson.Default.LookupAnswer);
    }

    // A signature from before is stored under a key of the former canonical form.
    private static async Task<ImmutableArray<SignatureState?>?> WithFormerAsync(
        IPetitionGrain grain, ImmutableArray<SignatureState?> states, Guid?[] former)
    {
        var missing = Enumerable.Range(0, former.Length).Where(i => states[i] is null && former[i] is not null).ToList();
        if (missing.Count == 0) return states;
        if (await grain.Lookup([.. missing.Select(i => former[i]!.Value)]) is not { } found) return null;
        var all = states.ToBuilder();
        for (var i = 0; i < missing.Count; i++) all[missing[i]] = found[i];
        return all.MoveToImmutable();
    }

    [LoggerMessage(LogLevel.Information, "An admin call looked up {Addresses} addresses in the petition {Petition}.")]
    private partial void LogLookedUp(int addresses, string petition);
}
