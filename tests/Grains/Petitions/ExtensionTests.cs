using System.Collections.Immutable;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Petitions;

public sealed class ExtensionTests
{
    private static readonly DateTimeOffset Closes = SamplePetition.OpensAt.AddDays(10), Later = Closes.AddDays(30);
    private static readonly PetitionDocument Document = ClosingAt(Closes);
    private static readonly Petition Terms = SamplePetition.Published(Document);
    private static readonly ImmutableArray<ExtensionReason> Reasons = [new("en", "The mail was late.")];

    [Fact]
    public void A_petition_that_is_open_or_was_closed_by_date_is_extended()
    {
        foreach (var now in new[] { Closes.AddDays(-1), Closes.AddDays(1) })
        {
            var extension = Decide(Terms, Later, now, out var outcome)!;
            Assert.Equal((ExtensionOutcome.Extended, Closes, Later), (outcome, extension.FormerClosesAt, extension.ClosesAt));
            Assert.Equal(PetitionStage.Open, Terms.WithExtension(extension).StageAt(now));
        }
    }

    [Fact]
    public void The_same_extension_again_changes_nothing_and_other_reasons_replace_the_first()
    {
        var extended = Terms.WithExtension(Decide(Terms, Later, Closes, out _)!);
        Assert.Null(Decide(extended, Later, Closes, out var outcome));
        Assert.Equal(ExtensionOutcome.Extended, outcome);

        ImmutableArray<ExtensionReason> corrected = [new("en", "The post was late.")];
        var again = ExtensionPolicy.Decide(extended, Later, corrected, Closes, out _)!;
        Assert.Equal((Closes, "The post was late."), (again.FormerClosesAt, again.Reasons[0].Text));
        Assert.Equal(Later, Decide(extended, Later.AddDays(1), Closes, out _)!.FormerClosesAt);
    }

    [Fact]
    public void An_extension_is_refused_with_its_reason()
    {
        var now = Closes.AddDays(-1);
        Assert.Equal(ExtensionOutcome.NotLater, Refused(Terms, Closes, now));
        Assert.Equal(ExtensionOutcome.NotLater, Refused(Terms, Closes.AddTicks(-1), now));
        Assert.Equal(ExtensionOutcome.Past, Refused(Terms, Later, Later));
        Assert.Equal(ExtensionOutcome.TooFar, Refused(Terms, now.AddYears(10).AddTicks(1), now));
        Assert.Equal(ExtensionOutcome.Draft, Refused(Terms with { IsDraft = true }, Later, now));
        Assert.Equal(ExtensionOutcome.Archived, Refused(Terms.WithArchived(true, now), Later, now));
        Assert.Equal(ExtensionOutcome.KeysDestroyed, Refused(Terms.WithoutKeys(now), Later, now));
        Assert.Equal(ExtensionOutcome.ClosedByAdmin, Refused(Terms.WithOpen(false, now), Later, now));
        Assert.Equal(ExtensionOutcome.NoDate, Refused(SamplePetition.Published(SamplePetition.Document()), Later, now));
    }

    [Fact]
    public void A_document_with_an_earlier_date_does_not_undo_an_extension()
    {
        var extended = Terms.WithExtension(Decide(Terms, Later, Closes, out _)!);
        Assert.Null(Publish(extended, Document));
        Assert.Null(Publish(extended, ClosingAt(Later)));
        var goals = Publish(extended, Document with { Facts = Document.Facts with { Goals = [7] } })!;
        Assert.Equal((Later, Later), (goals.Facts.ClosesAt, goals.Extension!.ClosesAt));
        Assert.Equal(Later, Publish(extended, ClosingAt(Later.AddDays(-1)) with { Texts = SamplePetition.Document("Dear").Texts })!
            .Facts.ClosesAt);

        // A later date, or none, is the author's word: the page does not explain it any more.
        var further = Publish(extended, ClosingAt(Later.AddDays(1)))!;
        Assert.Equal((Later.AddDays(1), null), (further.Facts.ClosesAt, further.Extension));
        Assert.Equal((null, null), (Publish(extended, ClosingAt(null))!.Facts.ClosesAt, Publish(extended, ClosingAt(null))!.Extension));
    }

    [Fact]
    public void A_request_is_read_in_the_zone_and_the_languages_of_the_petition()
    {
        var petition = Terms with { Facts = Terms.Facts with { TimeZone = "Europe/Vienna" } };
        var read = ExtensionRequest.Read(petition, "2027-03-01", [(null, " Mehr Zeit. "), ("EN", "More time = more names.")]);
        Assert.Empty(read.Problems);
        Assert.Equal(new DateTimeOffset(2027, 3, 1, 23, 0, 0, TimeSpan.Zero), read.ClosesAt);
        Assert.Equal([new("de", "Mehr Zeit."), new("en", "More time = more names.")], read.Reasons);
        Assert.Empty(ExtensionRequest.WarningsOf(petition, new(Closes, read.ClosesAt, read.Reasons)));
        Assert.Equal(
            ["there is no reason in en: readers of that language get the one in de"],
            ExtensionRequest.WarningsOf(petition, new(Closes, read.ClosesAt, [read.Reasons[0]])));
    }

    [Fact]
    public void Every_fault_of_a_request_is_named()
    {
        var read = ExtensionRequest.Read(
            Terms, "soon", [("fr", "x"), ("de", new string('x', 10_000)), ("de", "a\u0001b"), ("de", "a\nb"), ("de", " "), ("de", "Gut"),
                ("de", "Zwei")]);
        Assert.Collection(read.Problems,
            problem => Assert.StartsWith("closesAt: `soon` is not a date and time: write", problem, StringComparison.Ordinal),
            problem => Assert.Equal("reasons[0] is in `fr`, no language of this petition: write de or en", problem),
            problem => Assert.Equal("reasons[1] has 10000 characters: write at most 500", problem),
            problem => Assert.Contains("reasons[2] contains U+0001", problem, StringComparison.Ordinal),
            problem => Assert.Equal("reasons[3] has several lines: write one", problem),
            problem => Assert.Equal("reasons[4] is empty: write why the petition is extended", problem),
            problem => Assert.Equal("reasons[6] is a second one in de: keep one of them", problem));
        Assert.Single(ExtensionRequest.Read(Terms, "2027-03-01", []).Problems);
    }

    private static PetitionDocument ClosingAt(DateTimeOffset? closesAt) =>
        SamplePetition.Document() with { Facts = SamplePetition.Document().Facts with { ClosesAt = closesAt } };

    private static Petition? Publish(Petition before, PetitionDocument document) =>
        Publication.Decide(before, document, asDraft: false, Closes)?.TermsOf(before.Id);

    private static Extension? Decide(Petition terms, DateTimeOffset closesAt, DateTimeOffset now, out ExtensionOutcome outcome) =>
        ExtensionPolicy.Decide(terms, closesAt, Reasons, now, out outcome);

    private static ExtensionOutcome Refused(Petition terms, DateTimeOffset closesAt, DateTimeOffset now)
    {
        Assert.Null(Decide(terms, closesAt, now, out var outcome));
        return outcome;
    }
}
