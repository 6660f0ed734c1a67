using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary>The documents of a petition, all languages, as they are sent.</summary>
internal sealed record SentDocuments(ImmutableArray<SentDocument> Documents);

/// <summary>One document.</summary>
internal sealed record SentDocument(string Name, string Content);

/// <summary>The answer to a check or a publication; see src/Frontend/Admin/README.md.</summary>
internal sealed record PublicationReport(string Changes, string? State, int? Version, bool? Listed, ImmutableArray<string> Warnings);

/// <summary>The answer to open and close.</summary>
internal sealed record StateReport(string Slug, string State);

/// <summary>A document in one language, to be printed.</summary>
internal sealed record PrintedDocument(int Version, string? Page, PetitionFacts Facts, PetitionText Text);

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
