using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/extend</c> moves the date of closing to a later one, with a reason that the page shows. A
/// petition that was closed by date is open again.
/// </summary>
internal sealed partial class ExtensionEndpoint(
    IPetitionCatalogue catalogue, IGrainFactory grains, TimeProvider time, ILogger<ExtensionEndpoint> log)
{
    // Reasons of 24 languages.
    private const int BodyBytesMax = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes) => routes.ServiceProvider.GetRequiredService<AdminAuthorization>()
        .MapPetition(
            routes, HttpMethods.Post, "/extend", AdminRoles.Edit,
            routes.ServiceProvider.GetRequiredService<ExtensionEndpoint>().ExtendAsync);

    private async Task ExtendAsync(HttpContext http, Petition petition)
    {
        if (await AdminBodies.ReadAsync(http, BodyBytesMax, AdminJson.Default.ExtensionBody) is not { } body) return;
        var reading = ExtensionRequest.Read(petition, body.ClosesAt, [.. body.Reasons.Select(reason => (reason.Lang, reason.Text))]);
        if (!reading.Problems.IsEmpty)
        {
            await Answers.RefuseProblems(http, reading.Problems);
            return;
        }
        var answer = await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(petition.Slug)).Extend(reading.ClosesAt, reading.Reasons);
        if (answer.Outcome is ExtensionOutcome.NotLater or ExtensionOutcome.Past or ExtensionOutcome.TooFar)
        {
            await Answers.RefuseProblems(http, [ExtensionRequest.Describe(answer.Outcome, reading.ClosesAt, answer.Terms!)]);
            return;
        }
        if (ProblemOf(answer.Outcome) is { } problem)
        {
            await Answers.Refuse(http, problem);
            return;
        }
        // This process shows it at once, the others after their next poll.
        await catalogue.RefreshAsync(http.RequestAborted);
        var terms = answer.Terms!;
        var extension = terms.Extension!;
        LogExtended(terms.Slug, extension.ClosesAt, extension.FormerClosesAt);
        await AdminBodies.AnswerAsync(
            http,
            new ExtendedBody(
                terms.Slug, terms.StageAt(time.GetUtcNow()).Word(), extension.FormerClosesAt.UtcDateTime, extension.ClosesAt.UtcDateTime,
                ExtensionRequest.WarningsOf(terms, extension)),
            AdminJson.Default.ExtendedBody);
    }

    private static Problem? ProblemOf(ExtensionOutcome outcome) => outcome switch
    {
        ExtensionOutcome.Extended => null,
        ExtensionOutcome.Draft => Problem.DraftPetition,
        ExtensionOutcome.Archived => Problem.ArchivedPetition,
        ExtensionOutcome.KeysDestroyed => Problem.KeysDestroyed,
        ExtensionOutcome.ClosedByAdmin => Problem.ClosedByAdmin,
        ExtensionOutcome.NoDate => Problem.NoClosingDate,
        _ => Problem.UnknownPetition,
    };

    [LoggerMessage(LogLevel.Information, "An admin call extended the petition {Petition} to {ClosesAt}, before {FormerClosesAt}.")]
    private partial void LogExtended(string petition, DateTimeOffset closesAt, DateTimeOffset formerClosesAt);
}

/// <summary>The new date, as documents write it, and why.</summary>
internal sealed record ExtensionBody([property: JsonRequired] string ClosesAt, [property: JsonRequired] ImmutableArray<ReasonBody> Reasons);

/// <summary>A reason. Without a language it is in the petition's default one.</summary>
internal sealed record ReasonBody([property: JsonRequired] string Text, string? Lang = null);

/// <summary>The petition after an extension.</summary>
internal sealed record ExtendedBody(
    string Slug, string State, DateTime FormerClosesAt, DateTime ClosesAt, ImmutableArray<string> Warnings);
