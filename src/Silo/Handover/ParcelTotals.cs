using System.Collections.Immutable;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Handover;

/// <summary>Counts what goes into a parcel and what does not.</summary>
internal sealed class ParcelTotals
{
    private readonly Dictionary<int, long> _consentRecords = [];
    private readonly long[] _fates = new long[Enum.GetValues<RowFate>().Length];

    /// <summary>Signatures in the parcel.</summary>
    public long Signatures => _fates[(int)RowFate.Included];

    /// <summary>People whose line in an earlier parcel is to be deleted.</summary>
    public long Withdrawals { get; private set; }

    /// <summary>When the first signature in the parcel was given; null when none says so.</summary>
    public DateTimeOffset? FirstSignedAt { get; private set; }

    /// <summary>When the last one was.</summary>
    public DateTimeOffset? LastSignedAt { get; private set; }

    /// <summary>Counts a line that is to be deleted.</summary>
    public void AddWithdrawal() => Withdrawals++;

    /// <summary>Counts a row.</summary>
    public void Add(RowFate fate, HandoverRow row)
    {
        _fates[(int)fate]++;
        if (fate != RowFate.Included) return;
        _consentRecords[row.ConsentRecord] = _consentRecords.GetValueOrDefault(row.ConsentRecord) + 1;
        if (!(FirstSignedAt <= row.SignedAt)) FirstSignedAt = row.SignedAt;
        if (!(LastSignedAt >= row.SignedAt)) LastSignedAt = row.SignedAt;
    }

    /// <summary>The reasons and how often each applies.</summary>
    public ManifestExclusions Exclusions => new(
        _fates[(int)RowFate.Pending], _fates[(int)RowFate.Withdrawn], _fates[(int)RowFate.Invalidated], _fates[(int)RowFate.Expired],
        _fates[(int)RowFate.ConsentMissing], _fates[(int)RowFate.Unreadable]);

    /// <summary>The texts that were signed.</summary>
    public ImmutableArray<ManifestDocument> DocumentsOf(Petition terms) =>
    [
        .. from version in terms.Versions
           from record in version.Consents
           where _consentRecords.ContainsKey(record.Number)
           group _consentRecords[record.Number] by (version.Number, record.Lang, record.TextHash) into signatures
           orderby signatures.Key.Number, signatures.Key.Lang
           select new ManifestDocument(signatures.Key.Number, signatures.Key.Lang, signatures.Key.TextHash, signatures.Sum()),
    ];

    /// <summary>The consents that were given, without the newsletter, which is no matter of the recipient.</summary>
    public ImmutableArray<ManifestConsent> ConsentsOf(Petition terms) =>
    [
        .. from record in terms.ConsentRecords
           where _consentRecords.ContainsKey(record.Number)
           from consent in record.Given
           where consent.Id != Consent.Newsletter
           group _consentRecords[record.Number] by (consent.Id, consent.Version, consent.TextHash, consent.Country) into signatures
           orderby signatures.Key.Id, signatures.Key.Version
           select new ManifestConsent(
               signatures.Key.Id, signatures.Key.Version, signatures.Key.TextHash, signatures.Key.Country, signatures.Sum()),
    ];

    /// <summary>Why there is no parcel, for people.</summary>
    public string Refusal
    {
        get
        {
            var excluded = Exclusions;
            return "No signature may be handed over: of those that are in no parcel "
                + FormattableString.Invariant($"{excluded.Pending} wait for a confirmation, {excluded.Withdrawn} are withdrawn, ")
                + FormattableString.Invariant($"{excluded.Invalidated} invalidated, {excluded.Expired} expired, ")
                + FormattableString.Invariant($"{excluded.ConsentMissing} without a consent that covers every recipient, ")
                + FormattableString.Invariant($"{excluded.Unreadable} unreadable.");
        }
    }
}
