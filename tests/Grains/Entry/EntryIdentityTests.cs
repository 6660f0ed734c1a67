using Petitions.Grains.Entry;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Entry;

public sealed class EntryIdentityTests
{
    private static readonly PetitionKeys Keys = new(1, new byte[PetitionKeys.SecretBytes]);

    private static readonly EntryLine Line = new() { GivenName = "Maria", FamilyName = "Musterfrau", Paper = new("A-17", 3) };

    [Fact]
    public void The_same_line_has_the_same_identity_and_other_data_another_operation()
    {
        var first = Of(Line);
        Assert.Equal(first, Of(Line with { GivenName = "Maria" }));
        var other = Of(Line with { GivenName = "Mario" });
        Assert.Equal(first.RowKey, other.RowKey);
        Assert.NotEqual(first.Operation, other.Operation);
        Assert.NotEqual(first.RowKey, Of(Line with { Paper = new("A-17", 4) }).RowKey);
        Assert.NotEqual(Of(Line with { Paper = new("A-1", 73) }).RowKey, Of(Line with { Paper = new("A-17", 3) }).RowKey);
    }

    [Fact]
    public void A_line_without_an_address_is_never_the_row_of_an_address()
    {
        var line = Of(Line);
        Assert.Equal(line.LineKey, line.RowKey);
        // Whatever an address is: its row key is made with another key, also of the same 16 bytes.
        Assert.NotEqual(line.RowKey, Keys.RowKey(line.LineKey!.Value));
        var person = SampleEntry.Key();
        var withAddress = Of(Line with { SignerKey = person, Email = "maria@example.org" });
        Assert.Equal((Keys.RowKey(person), line.LineKey), (withAddress.RowKey, withAddress.LineKey));
        Assert.Throws<ArgumentException>(() => Of(Line with { Paper = null }));
    }

    [Theory]
    [InlineData(null, EntryOutcome.TryAgain)]
    [InlineData(SignatureState.Pending, EntryOutcome.TryAgain)]
    [InlineData(SignatureState.Expired, EntryOutcome.TryAgain)]
    [InlineData(SignatureState.Counted, EntryOutcome.Repeated)]
    [InlineData(SignatureState.Withdrawn, EntryOutcome.Withdrawn)]
    [InlineData(SignatureState.Invalidated, EntryOutcome.Invalidated)]
    public void What_is_stored_decides(SignatureState? state, EntryOutcome outcome)
    {
        EnteredRow? row = state is { } known ? new(known, SampleEntry.Key(), HasWithdrawn: false) : null;
        Assert.Equal(outcome, EntryDecision.Settle(Of(Line), row, null) ?? EntryOutcome.TryAgain);
        Assert.Equal(outcome, EntryDecision.Settle(Of(Line), row, Of(Line).Operation) ?? EntryOutcome.TryAgain);
        Assert.Equal(EntryOutcome.Conflict, EntryDecision.Settle(Of(Line), row, SampleEntry.Key()));
    }

    [Theory, InlineData(SignatureState.Pending), InlineData(SignatureState.Expired)]
    public void Who_has_withdrawn_and_was_asked_again_without_an_answer_is_not_entered(SignatureState state) =>
        Assert.Equal(
            EntryOutcome.Withdrawn,
            EntryDecision.Settle(Of(Line), new EnteredRow(state, SampleEntry.Key(), HasWithdrawn: true), null));

    private static EntryIdentity Of(EntryLine line) => EntryIdentity.Of(line, SignatureSource.Paper, Keys);
}
