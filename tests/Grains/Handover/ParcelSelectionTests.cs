using System.Collections.Immutable;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Handover;

/// <summary>What becomes of a row: the second of two hand-overs, with the cut-offs 3 and 5.</summary>
public sealed class ParcelSelectionTests
{
    private const int Previous = 3, CutOff = 5;

    private static readonly Petition Terms = SamplePetition.Open;

    [Theory]
    [InlineData(SignatureState.Counted, 3, null, RowFate.Earlier)]
    [InlineData(SignatureState.Counted, 4, null, RowFate.Included)]
    [InlineData(SignatureState.Counted, 5, null, RowFate.Included)]
    [InlineData(SignatureState.Counted, 6, null, RowFate.Later)]
    [InlineData(SignatureState.Pending, 5, null, RowFate.Pending)]
    [InlineData(SignatureState.Pending, 1, null, RowFate.Pending)]
    [InlineData(SignatureState.Pending, 6, null, RowFate.Later)]
    [InlineData(SignatureState.Withdrawn, 5, 5, RowFate.Withdrawn)]
    [InlineData(SignatureState.Withdrawn, 5, 6, RowFate.Withdrawn)]
    [InlineData(SignatureState.Invalidated, 5, null, RowFate.Invalidated)]
    [InlineData(SignatureState.Expired, 5, null, RowFate.Expired)]
    // Of an earlier parcel: withdrawn before its cut-off, since it, and after this one.
    [InlineData(SignatureState.Withdrawn, 3, 3, RowFate.Earlier)]
    [InlineData(SignatureState.Withdrawn, 3, 4, RowFate.WithdrawnSince)]
    [InlineData(SignatureState.Withdrawn, 1, 5, RowFate.WithdrawnSince)]
    [InlineData(SignatureState.Withdrawn, 3, 6, RowFate.Earlier)]
    [InlineData(SignatureState.Withdrawn, 1, 2, RowFate.Earlier)]
    public void State_and_epoch_decide(SignatureState state, int epoch, int? withdrawnEpoch, RowFate fate) =>
        Assert.Equal(fate, Select(Terms).FateOf(RowOf(state, epoch, withdrawnEpoch)));

    [Fact]
    public void Withdrawals_since_a_hand_over_that_was_refused_are_those_since_the_one_before_it()
    {
        var selection = Select(Terms, Ended(1, 1, "f1"), Ended(2, Previous, null));
        Assert.Equal(RowFate.WithdrawnSince, selection.FateOf(RowOf(SignatureState.Withdrawn, 1, 2)));
        // Rows of the refused one were looked at then.
        Assert.Equal(RowFate.Earlier, selection.FateOf(RowOf(SignatureState.Counted, 3, null)));
    }

    [Fact]
    public void A_consent_must_name_the_addressee_the_country_and_everybody_else()
    {
        var facts = Terms.Facts;
        Assert.Equal(RowFate.Included, FateUnder(facts));
        Assert.Equal(RowFate.ConsentMissing, FateUnder(facts with { Addressee = facts.Addressee with { Name = "Tom Tully" } }));
        Assert.Equal(RowFate.ConsentMissing, FateUnder(facts with { AlsoTo = ["The museum"] }));
        Assert.Equal(RowFate.ConsentMissing, FateUnder(facts with { Transfer = facts.Transfer! with { Country = "US" } }));
        Assert.Equal(RowFate.Included, FateUnder(facts with { Transfer = null }));
        Assert.Equal(
            RowFate.ConsentMissing,
            FateUnder(facts with { Transfer = null, Addressee = facts.Addressee with { Country = "NZ" } }));
        // Fewer recipients than were named.
        var signed = new Dictionary<int, PetitionFacts> { [1] = facts with { AlsoTo = ["The museum", "The newspaper"] } };
        Assert.Equal(
            RowFate.Included, new ParcelSelection(Terms, signed, [], Now()).FateOf(RowOf(SignatureState.Counted, 5, null)));
    }

    [Fact]
    public void A_row_of_an_unknown_version_or_consent_stays()
    {
        var row = RowOf(SignatureState.Counted, 5, null);
        Assert.Equal(RowFate.ConsentMissing, Select(Terms).FateOf(row with { DocumentVersion = 9 }));
        Assert.Equal(RowFate.ConsentMissing, Select(Terms).FateOf(row with { ConsentRecord = 9 }));
    }

    // Signed under the sample's facts, handed over under these.
    private static RowFate FateUnder(PetitionFacts facts) =>
        Select(Terms with { Facts = facts }).FateOf(RowOf(SignatureState.Counted, 5, null));

    private static ParcelSelection Select(Petition terms, params ImmutableArray<Parcel> previous) => new(
        terms, new Dictionary<int, PetitionFacts> { [1] = Terms.Facts }, previous.IsEmpty ? [Ended(1, Previous, "f1")] : previous, Now());

    private static HandoverRow RowOf(SignatureState state, int epoch, int? withdrawnEpoch) =>
        new(Guid.AllBitsSet, state, epoch, withdrawnEpoch, 1, Terms.Versions[0].Consents[0].Number, [1]);

    private static Parcel Now() => new() { Number = 3, CutOff = CutOff, BegunAt = SamplePetition.OpensAt, BegunBy = "admin" };

    private static Parcel Ended(int number, int cutOff, string? fingerprint) => Now() with
    {
        Number = number, CutOff = cutOff, CompletedAt = SamplePetition.OpensAt, Fingerprint = fingerprint,
        Refusal = fingerprint is null ? "Nobody." : null,
    };
}
