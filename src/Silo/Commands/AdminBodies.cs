using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary>The documents of a petition, all languages, as they are sent: to be published, or as a draft.</summary>
internal sealed record SentDocuments(ImmutableArray<SentDocument> Documents, bool Draft);

/// <summary>One document.</summary>
internal sealed record SentDocument(string Name, string Content);

/// <summary>The answer to a check or a publication; see src/Frontend/Admin/README.md.</summary>
internal sealed record PublicationReport(
    string Changes, string? State, int? Version, bool? Listed, ImmutableArray<string> Warnings, DifferenceReport? Difference, long Counted,
    string? Preview);

/// <summary>What is different from the text before.</summary>
internal sealed record DifferenceReport(ImmutableArray<FieldReport> Facts, ImmutableArray<TextReport> Texts);

/// <summary>A field with another value; null where a document states none.</summary>
internal sealed record FieldReport(string Field, string? Before, string? After);

/// <summary>A language that changed, was added or removed.</summary>
internal sealed record TextReport(string Lang, string Change, ImmutableArray<FieldReport> Fields, ImmutableArray<LineReport> Letter);

/// <summary>A line of a letter: same, added, removed or gap.</summary>
internal sealed record LineReport(string Change, string Text);

/// <summary>The request for an extension.</summary>
internal sealed record ExtensionRequestBody(string ClosesAt, ImmutableArray<SentReason> Reasons);

/// <summary>A reason; without a language in the petition's default one.</summary>
internal sealed record SentReason(string Text, string? Lang);

/// <summary>The answer to an extension.</summary>
internal sealed record ExtensionReport(
    string Slug, string State, DateTimeOffset FormerClosesAt, DateTimeOffset ClosesAt, ImmutableArray<string> Warnings);

/// <summary>The status of a petition, as far as commands show it.</summary>
internal sealed record StatusReport(
    string Slug, string State, bool Listed, long Count, LifeReport Life, string? Preview);

/// <summary>The life of a petition.</summary>
internal sealed record LifeReport(ImmutableArray<TransitionReport> Transitions, int Dropped, ImmutableArray<PlannedReport> Planned);

/// <summary>Something that happened.</summary>
internal sealed record TransitionReport(DateTimeOffset At, string Event, string? From, string To, string? Reason);

/// <summary>Something that will happen by date.</summary>
internal sealed record PlannedReport(DateTimeOffset At, string Event);

/// <summary>The answer to open and close.</summary>
internal sealed record StateReport(string Slug, string State);

/// <summary>A document in one language, to be printed.</summary>
internal sealed record PrintedDocument(int Version, string? Page, PetitionFacts Facts, PetitionText Text);

/// <summary>A token to give.</summary>
internal sealed record NewToken(string Name, IReadOnlyList<string> Roles, DateTimeOffset? ExpiresAt);

/// <summary>A token that was given; the token itself is told once.</summary>
internal sealed record GivenToken(string Name, ImmutableArray<string> Roles, DateTimeOffset? ExpiresAt, string Token);

/// <summary>What is known of a token.</summary>
internal sealed record TokenReport(
    string Name, ImmutableArray<string> Roles, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt, string? RevokedBy);

/// <summary>All tokens.</summary>
internal sealed record TokenList(ImmutableArray<TokenReport> Tokens);

/// <summary>All petitions.</summary>
internal sealed record PetitionList(ImmutableArray<PetitionReport> Petitions);

/// <summary>One petition of the list.</summary>
internal sealed record PetitionReport(string Slug, string Title, string State, bool Listed, bool Rehearsal, int Version);

/// <summary>One hand-over; see src/Frontend/Admin/README.md.</summary>
internal sealed record HandoverReport(
    int Number, string State, DateTimeOffset CutOffAt, string By, long Signatures, string? Fingerprint, string? Refusal, long? Rows,
    double? Seconds, string? Failure, ImmutableArray<string> Files)
{
    /// <summary>A number of signatures in words.</summary>
    public static string Count(long signatures) =>
        signatures == 1 ? "1 signature" : FormattableString.Invariant($"{signatures} signatures");
}

/// <summary>All hand-overs of a petition.</summary>
internal sealed record HandoverList(ImmutableArray<HandoverReport> Handovers);
