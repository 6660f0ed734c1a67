using System.Collections.Immutable;

namespace Petitions.Silo.Commands;

/// <summary>The documents of a petition, all languages, as they are sent.</summary>
internal sealed record SentDocuments(ImmutableArray<SentDocument> Documents);

/// <summary>One document.</summary>
internal sealed record SentDocument(string Name, string Content);

/// <summary>The answer to a check or a publication; see src/Frontend/Admin/README.md.</summary>
internal sealed record PublicationReport(string Changes, string? State, int? Version, bool? Listed, ImmutableArray<string> Warnings);

/// <summary>The answer to open and close.</summary>
internal sealed record StateReport(string Slug, string State);

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
    double? Seconds, string? Failure, ImmutableArray<string> Files);

/// <summary>All hand-overs of a petition.</summary>
internal sealed record HandoverList(ImmutableArray<HandoverReport> Handovers);
