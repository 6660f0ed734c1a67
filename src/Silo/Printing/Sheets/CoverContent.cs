using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Printing.Sheets;

/// <summary>What the cover of a parcel says.</summary>
internal sealed record CoverContent
{
    /// <summary>The addressee of the letter.</summary>
    public required Addressee Addressee { get; init; }

    /// <summary>Further recipients.</summary>
    public ImmutableArray<string> AlsoTo { get; init; } = [];

    /// <summary>Title of the petition.</summary>
    public required string Title { get; init; }

    /// <summary>Subject of the letter.</summary>
    public required string Subject { get; init; }

    /// <summary>Language of the cover, a BCP 47 tag: that of the letter, which the addressee reads.</summary>
    public required string Lang { get; init; }

    /// <summary>Who hands over.</summary>
    public required Controller Controller { get; init; }

    /// <summary>Number of the parcel, from 1.</summary>
    public required int Parcel { get; init; }

    /// <summary>Signatures of the parcel.</summary>
    public required long Signatures { get; init; }

    /// <summary>First day on which they were given.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Signatures after it belong to a later parcel.</summary>
    public required DateTimeOffset CutOff { get; init; }

    /// <summary>Name of the petition's time zone; null is UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The Merkle tree hash of the list, hexadecimal.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Lines of earlier parcels that are to be deleted, because their signers have withdrawn since.</summary>
    public long Withdrawals { get; init; }

    /// <summary>It is a rehearsal: nobody signed it, and it goes to nobody.</summary>
    public bool Rehearsal { get; init; }

    /// <summary>The date of the hand-over.</summary>
    public required DateOnly Date { get; init; }
}
