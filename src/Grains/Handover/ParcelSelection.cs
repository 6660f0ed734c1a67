using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Handover;

/// <summary>
/// Decides for each row whether it is in a parcel. The parcel has the counted rows up to its cut-off that are in no parcel yet and whose
/// consent covers every recipient: exactly once each, whatever is signed meanwhile. Pure.
/// </summary>
/// <param name="terms">The terms now: who the recipients are.</param>
/// <param name="versions">Every version that somebody may have signed.</param>
/// <param name="previousCutOff">The last epoch of the parcel before; 0 for the first parcel.</param>
/// <param name="cutOff">The last epoch of this parcel.</param>
public sealed class ParcelSelection(
    Petition terms, IReadOnlyDictionary<int, PublishedVersion> versions, int previousCutOff, int cutOff)
{
    private readonly Dictionary<int, ConsentRecord> _consents =
        terms.ConsentRecords.ToDictionary(record => record.Number);

    /// <summary>What becomes of a row. Whether its data can be read is seen later.</summary>
    /// <param name="row">The row.</param>
    /// <param name="handedOver">Cut-off of the newest earlier parcel that the person is in; null when they are in none.</param>
    public RowFate FateOf(HandoverRow row, int? handedOver)
    {
        // Signed or confirmed after the cut-off: in a later parcel.
        if (row.Epoch > cutOff) return RowFate.Later;
        if (row.State == SignatureState.Counted)
        {
            // Who has withdrawn and signed anew has a later epoch than the parcel, and is handed over again.
            if (handedOver >= row.Epoch) return RowFate.Earlier;
            return Covers(row) ? RowFate.Included : RowFate.ConsentMissing;
        }
        // The recipients have the name; they are told once (GDPR Art. 19).
        if (handedOver is not null && row.WithdrawnEpoch is { } withdrawn && withdrawn > previousCutOff && withdrawn <= cutOff)
            return RowFate.WithdrawnSince;
        if (handedOver >= row.Epoch) return row.State == SignatureState.Pending ? RowFate.Pending : RowFate.Earlier;
        return row.State switch
        {
            SignatureState.Pending => RowFate.Pending,
            SignatureState.Withdrawn => RowFate.Withdrawn,
            SignatureState.Invalidated => RowFate.Invalidated,
            _ => RowFate.Expired,
        };
    }

    // The consent names the country that the data goes to, and the signed text everybody who gets it.
    private bool Covers(HandoverRow row)
    {
        if (!_consents.TryGetValue(row.ConsentRecord, out var record)) return false;
        if (!versions.TryGetValue(row.DocumentVersion, out var version)) return false;
        var signed = version.Facts;
        if (signed.Addressee.Name != terms.Facts.Addressee.Name || terms.Facts.AlsoTo.Except(signed.AlsoTo).Any()) return false;
        return terms.Facts.Transfer is { Country: var country }
            ? record.Given.Any(consent => consent.Id == Consent.Transfer && consent.Country == country)
            : signed.Addressee.Country == terms.Facts.Addressee.Country
                && record.Given.Any(consent => consent.Id is Consent.Signing or Consent.Transfer);
    }
}

/// <summary>What becomes of a row in a hand-over.</summary>
public enum RowFate
{
    /// <summary>It is in the parcel.</summary>
    Included,

    /// <summary>It is in an earlier parcel.</summary>
    Earlier,

    /// <summary>It belongs to a later one.</summary>
    Later,

    /// <summary>It is in an earlier parcel, and was withdrawn since the cut-off of the parcel before.</summary>
    WithdrawnSince,

    /// <summary>Excluded: not confirmed yet.</summary>
    Pending,

    /// <summary>Excluded: withdrawn.</summary>
    Withdrawn,

    /// <summary>Excluded: invalidated by an admin.</summary>
    Invalidated,

    /// <summary>Excluded: not confirmed in time.</summary>
    Expired,

    /// <summary>Excluded: the consent does not cover every recipient.</summary>
    ConsentMissing,

    /// <summary>Excluded: the stored data cannot be decrypted.</summary>
    Unreadable,
}
