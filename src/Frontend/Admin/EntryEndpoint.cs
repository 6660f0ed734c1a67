using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Petitions.Frontend.Http;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Entry;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/entries</c>: enters signatures from paper or from another platform, or tells what would become of
/// them. Faulty lines are answered with what is wrong and are not entered. The log gets numbers, never a name or an address.
/// </summary>
internal sealed partial class EntryEndpoint(
    IGrainFactory grains, SignerIdentity identity, TimeProvider time, ILogger<EntryEndpoint> log)
{
    /// <summary>Largest body, in bytes: twice what <see cref="IEntryGrain.LinesMax"/> usual lines take.</summary>
    public const int BodyBytesMax = 2 * 1024 * 1024;

    private const int PlatformCharsMax = 32;

    public static void Map(IEndpointRouteBuilder routes) => routes.ServiceProvider.GetRequiredService<AdminAuthorization>()
        .MapPetition(
            routes, HttpMethods.Post, "/entries", AdminRoles.Edit, routes.ServiceProvider.GetRequiredService<EntryEndpoint>().AnswerAsync);

    private async Task AnswerAsync(HttpContext http, Petition petition)
    {
        if (await AdminBodies.ReadAsync(http, BodyBytesMax, AdminJson.Default.EntriesBody) is not { } body) return;
        if (ProblemOf(body, out var source) is { } problem)
        {
            await Answers.RefuseProblems(http, [problem]);
            return;
        }
        var words = new string?[body.Lines.Length];
        var faults = ImmutableArray.CreateBuilder<EntryFaultBody>();
        var places = new List<int>(words.Length);
        var lines = ImmutableArray.CreateBuilder<EntryLine>(words.Length);
        var validator = new EntryValidator(petition.Facts.Rehearsal, source, time.GetUtcNow());
        for (var i = 0; i < words.Length; i++)
        {
            if (validator.Check(body.Lines[i], out var email, out var wrong) is { } line)
            {
                places.Add(i);
                lines.Add(email is null ? line : line with { SignerKey = identity.KeyOf(email) });
                continue;
            }
            words[i] = "faulty";
            faults.AddRange(wrong.Select(fault => new EntryFaultBody(i, fault.Field, fault.Text)));
        }

        // Also when no line is left: whether the petition takes entries is said anyway.
        var answer = await grains.GetGrain<IEntryGrain>(Slug.ToGrainKey(petition.Slug)).Enter(new()
        {
            Source = source, IsDryRun = body.DryRun, DocumentVersion = body.Version, Lang = body.Lang, Platform = body.Platform,
            ConsentEvidence = body.ConsentEvidence, Lines = lines.ToImmutable(),
        });
        if (answer.Refusal is { } refusal)
        {
            await RefuseAsync(http, refusal, petition);
            return;
        }
        for (var i = 0; i < places.Count; i++) words[places[i]] = WordOf(answer.Outcomes[i]);
        if (!body.DryRun) LogEntered(petition.Slug, body.Source, words.Count(word => word == WordOf(EntryOutcome.New)), words.Length);
        await AdminBodies.AnswerAsync(http, new EntriesAnswer([.. words!], faults.ToImmutable()), AdminJson.Default.EntriesAnswer);
    }

    private static string? ProblemOf(EntriesBody body, out SignatureSource source)
    {
        source = body.Source == "paper" ? SignatureSource.Paper : SignatureSource.Import;
        if (body.Source is not ("paper" or "import")) return "source is neither \"paper\" nor \"import\".";
        if (body.Lines.Length > IEntryGrain.LinesMax)
            return $"{body.Lines.Length} lines are too many: send at most {IEntryGrain.LinesMax} in one call.";
        if (body.Lines.Any(line => line is null)) return "a line is null: send an object for each.";
        if (source == SignatureSource.Import && body.Platform is not { Length: > 0 and <= PlatformCharsMax })
            return $"platform is missing or longer than {PlatformCharsMax} characters: say where the signatures come from.";
        if (body.Platform?.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_')) == true)
            return "platform has other characters than letters, digits, dots, hyphens and underscores.";
        if (body.ConsentEvidence?.Any(c => char.IsControl(c) && c != '\n') == true) return "consentEvidence has control characters.";
        return body.ConsentEvidence is { Length: 0 or > ImportConsents.EvidenceCharsMax }
            ? $"consentEvidence is empty or longer than {ImportConsents.EvidenceCharsMax} characters." : null;
    }

    private static Task RefuseAsync(HttpContext http, EntryRefusal refusal, Petition petition) => refusal switch
    {
        EntryRefusal.NotOpen => Answers.Refuse(http, Problem.NotOpen,
            "No line of this call was entered. A closed count does not change: open the petition, or extend it, before you enter what was"
                + " signed."),
        EntryRefusal.KeysDestroyed => Answers.Refuse(http, Problem.KeysDestroyed),
        EntryRefusal.UnknownVersion => Answers.RefuseProblems(http,
            [$"{petition.Slug} has no such version, or not in that language: the newest is {petition.CurrentVersion}, in"
                + $" {string.Join(", ", petition.Texts.Select(text => text.Lang))}. Write what is printed on the sheets."]),
        EntryRefusal.TooManyConsents => Answers.RefuseProblems(http,
            [$"{petition.Slug} has {ImportConsents.PerPetitionMax} statements about imported consents already: use one of them again."]),
        _ => Answers.Refuse(http, Problem.UnknownPetition),
    };

    private static string WordOf(EntryOutcome outcome) => outcome switch
    {
        EntryOutcome.New => "new",
        EntryOutcome.Repeated => "repeated",
        EntryOutcome.Conflict => "conflict",
        EntryOutcome.Withdrawn => "withdrawn",
        EntryOutcome.Invalidated => "invalidated",
        EntryOutcome.NotConfirmed => "not-confirmed",
        _ => "try-again",
    };

    [LoggerMessage(LogLevel.Information, "An admin call entered {New} of {Lines} lines in {Petition} ({Source}).")]
    private partial void LogEntered(string petition, string source, int @new, int lines);
}

/// <summary>
/// Lines to be entered, at most 1,000. DryRun only tells what would become of them. Version and Lang are what is printed on sheets,
/// Platform is where an import comes from.
/// </summary>
internal sealed record EntriesBody(
    [property: JsonRequired] string Source, [property: JsonRequired] ImmutableArray<EntryFields> Lines, bool DryRun = false,
    int? Version = null, string? Lang = null, string? Platform = null, string? ConsentEvidence = null);

/// <summary>
/// A word for each line: new, repeated, conflict, withdrawn, invalidated, not-confirmed, try-again or faulty; and what is wrong with faulty
/// ones.
/// </summary>
internal sealed record EntriesAnswer(ImmutableArray<string> Outcomes, ImmutableArray<EntryFaultBody> Faults);

/// <summary>Something wrong with a line.</summary>
/// <param name="Line">Its place in the call, from 0.</param>
/// <param name="Field">The field.</param>
/// <param name="Text">What is wrong and what to do.</param>
internal sealed record EntryFaultBody(int Line, string Field, string Text);
