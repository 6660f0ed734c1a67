using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Handover;

/// <summary>Which rows are in a parcel: the third one here, after parcels with the cut-offs 1 and 2.</summary>
public sealed class ParcelSelectionTests
{
    private const int Previous = 2, CutOff = 3;

    private static readonly PetitionDocument Document = SampleDocument.ReadEnglish(SampleDocument.English).Good();

    [Theory]
    [InlineData(3, null, RowFate.Included)]
    [InlineData(1, null, RowFate.Included)]
    [InlineData(4, null, RowFate.Later)]
    [InlineData(1, 1, RowFate.Earlier)]
    [InlineData(2, 2, RowFate.Earlier)]
    [InlineData(3, 1, RowFate.Included)]
    [InlineData(4, 1, RowFate.Later)]
    public void A_counted_row_is_handed_over_once(int epoch, int? handedOver, RowFate fate) =>
        Assert.Equal(fate, FateOf(SignatureState.Counted, epoch, null, handedOver));

    [Theory]
    [InlineData(1, 3, 1, RowFate.WithdrawnSince)]
    [InlineData(1, 2, 1, RowFate.Earlier)]
    [InlineData(1, 4, 1, RowFate.Earlier)]
    [InlineData(1, 3, null, RowFate.Withdrawn)]
    [InlineData(3, 3, null, RowFate.Withdrawn)]
    [InlineData(3, 3, 1, RowFate.WithdrawnSince)]
    public void A_withdrawal_is_told_once_to_those_who_have_the_name(int epoch, int withdrawn, int? handedOver, RowFate fate) =>
        Assert.Equal(fate, FateOf(SignatureState.Withdrawn, epoch, withdrawn, handedOver));

    [Theory]
    [InlineData(SignatureState.Pending, RowFate.Pending)]
    [InlineData(SignatureState.Expired, RowFate.Expired)]
    [InlineData(SignatureState.Invalidated, RowFate.Invalidated)]
    public void What_does_not_count_is_excluded_with_its_reason(SignatureState state, RowFate fate) =>
        Assert.Equal(fate, FateOf(state, 3, null, null));

    [Theory]
    [InlineData("alsoTo: [The museum]", "alsoTo: [The museum, The newspaper]", RowFate.ConsentMissing)]
    [InlineData("alsoTo: [The museum]", "alsoTo: []", RowFate.Included)]
    [InlineData("name: Jane Tully", "name: Tom Tully", RowFate.ConsentMissing)]
    [InlineData("country: AU\n  adequacy", "country: NZ\n  adequacy", RowFate.ConsentMissing)]
    public void The_signed_text_must_name_every_recipient_and_the_country(string old, string replacement, RowFate fate)
    {
        var now = SampleDocument.With(old, replacement).Good().Facts;
        Assert.Equal(fate, FateOf(SignatureState.Counted, 3, null, null, now));
    }

    [Fact]
    public void A_consent_that_is_unknown_covers_nothing() =>
        Assert.Equal(RowFate.ConsentMissing, FateOf(SignatureState.Counted, 3, null, null, consentRecord: 99));

    private static RowFate FateOf(
        SignatureState state, int epoch, int? withdrawn, int? handedOver, PetitionFacts? now = null, int consentRecord = 1)
    {
        var terms = new Petition
        {
            Id = 1, Slug = Document.Slug, Revision = 1, Facts = now ?? Document.Facts, Texts = Document.Texts,
            Versions = [DocumentVersions.Next([], Document, default)],
        };
        var versions = new Dictionary<int, PublishedVersion> { [1] = new(Document.Facts, Document.Texts) };
        return new ParcelSelection(terms, versions, Previous, CutOff)
            .FateOf(new(Guid.Empty, state, epoch, withdrawn, 1, consentRecord, null, []), handedOver);
    }
}
