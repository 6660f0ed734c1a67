using Petitions.Grains.Ledger;

namespace Petitions.Grains.Entry;

/// <summary>What is stored already about the people and lines of a batch.</summary>
public interface IEntryStore
{
    /// <summary>The rows of these people, by row key; who has none is left out.</summary>
    Task<IReadOnlyDictionary<Guid, EnteredRow>> FindRowsAsync(int petition, IReadOnlyCollection<Guid> rowKeys, CancellationToken cancel);

    /// <summary>
    /// The operations that were entered for these lines of sheets, by line key. A line whose signature was never stored is left out: a
    /// crash came between, and it may be entered with other data.
    /// </summary>
    Task<IReadOnlyDictionary<Guid, Guid>> FindLinesAsync(int petition, IReadOnlyCollection<Guid> lineKeys, CancellationToken cancel);

    /// <summary>Notes what is about to be entered, in one transaction. Lines whose signature is stored stay as they are.</summary>
    Task ClaimLinesAsync(int petition, IReadOnlyCollection<PaperLine> lines, CancellationToken cancel);
}

/// <summary>A row as an entry finds it.</summary>
/// <param name="State">Its state.</param>
/// <param name="Operation">What made it.</param>
/// <param name="HasWithdrawn">It was withdrawn, and nothing was confirmed or signed since.</param>
public readonly record struct EnteredRow(SignatureState State, Guid Operation, bool HasWithdrawn);

/// <summary>What is entered for a line of a sheet.</summary>
/// <param name="LineKey">The line, see <see cref="Keys.PetitionKeys.LineKey"/>.</param>
/// <param name="RowKey">The person: that of the e-mail address or, without one, the line key itself.</param>
/// <param name="Operation">Names the data that is entered.</param>
public readonly record struct PaperLine(Guid LineKey, Guid RowKey, Guid Operation);
