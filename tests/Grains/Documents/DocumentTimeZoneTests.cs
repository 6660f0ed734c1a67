using System.Globalization;
using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

/// <summary>A date without time is a day of the petition's time zone: it begins with it, and ends with its end.</summary>
public sealed class DocumentTimeZoneTests
{
    [Theory]
    [InlineData("", "2026-01-01T00:00Z", "2027-01-01T00:00Z")]
    [InlineData("timeZone: UTC", "2026-01-01T00:00Z", "2027-01-01T00:00Z")]
    [InlineData("timeZone: Europe/Vienna", "2025-12-31T23:00Z", "2026-12-31T23:00Z")]
    [InlineData("timeZone: Pacific/Auckland", "2025-12-31T11:00Z", "2026-12-31T11:00Z")]
    [InlineData("timeZone: America/Argentina/Buenos_Aires", "2026-01-01T03:00Z", "2027-01-01T03:00Z")]
    public void A_date_begins_and_ends_in_the_zone_of_the_document(string zone, string opensAt, string closesAt)
    {
        var facts = With(zone, "2026-01-01", "2026-12-31").Good().Facts;
        Assert.Equal((Moment(opensAt), Moment(closesAt)), (facts.OpensAt, facts.ClosesAt!.Value));
        Assert.Equal(zone.Length == 0 ? null : zone["timeZone: ".Length..], facts.TimeZone);
    }

    [Theory]
    // Clocks go on from 00:00 to 01:00 on 6 September 2026, and back from 24:00 to 23:00 on 4 April 2026.
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06", "2026-09-06T04:00Z", "2026-09-07T03:00Z")]
    [InlineData("America/Santiago", "2026-04-04", "2026-04-04", "2026-04-04T03:00Z", "2026-04-05T04:00Z")]
    // Clocks go back from 01:00 to 00:00 on 25 October 2026: the day begins with the first of the two.
    [InlineData("Atlantic/Azores", "2026-10-25", "2026-10-25", "2026-10-25T00:00Z", "2026-10-26T01:00Z")]
    public void A_day_begins_when_its_clocks_say_so(string zone, string from, string to, string opensAt, string closesAt)
    {
        var facts = With("timeZone: " + zone, from, to).Good().Facts;
        Assert.Equal((Moment(opensAt), Moment(closesAt)), (facts.OpensAt, facts.ClosesAt!.Value));
    }

    [Fact]
    public void A_date_with_a_time_means_what_its_offset_says()
    {
        var facts = With("timeZone: Europe/Vienna", "2026-01-31T08:00:00+01:00", "2026-12-31T23:59:00Z").Good().Facts;
        Assert.Equal((Moment("2026-01-31T07:00Z"), Moment("2026-12-31T23:59Z")), (facts.OpensAt, facts.ClosesAt!.Value));
    }

    [Theory]
    [InlineData("Europe/Wien"), InlineData("W. Europe Standard Time"), InlineData("../../etc/passwd"), InlineData("+01:00")]
    [InlineData("CET+1")]
    public void A_zone_that_the_IANA_database_does_not_have_is_a_problem(string zone) =>
        Assert.Contains("timeZone: `", With($"timeZone: '{zone}'", "2026-01-01", "2026-12-31").OnlyProblem(), StringComparison.Ordinal);

    [Fact]
    public void The_site_decides_for_documents_that_name_none()
    {
        var defaults = new DocumentDefaults("Europe/Vienna");
        var vienna = DocumentParser.Parse([new("old-lamp.en.md", Document("", "2026-01-01", "2026-12-31"))], defaults).Good().Facts;
        Assert.Equal((Moment("2026-12-31T23:00Z"), "Europe/Vienna"), (vienna.ClosesAt!.Value, vienna.TimeZone));
        var named = Document("timeZone: UTC", "2026-01-01", "2026-12-31");
        var utc = DocumentParser.Parse([new("old-lamp.en.md", named)], defaults).Good().Facts;
        Assert.Equal((Moment("2027-01-01T00:00Z"), "UTC"), (utc.ClosesAt!.Value, utc.TimeZone));
    }

    [Theory, InlineData(null, "UTC"), InlineData("UTC", "UTC"), InlineData("Europe/Vienna", "(Europe/Vienna)"),
        InlineData("America/Argentina/Buenos_Aires", "(America/Argentina/Buenos Aires)")]
    public void People_are_told_the_zone(string? zone, string label) => Assert.Equal(label, PetitionZone.LabelOf(zone));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DocumentParseResult With(string zone, string opensAt, string closesAt) =>
        SampleDocument.ReadEnglish(Document(zone, opensAt, closesAt));

    private static string Document(string zone, string opensAt, string closesAt) => SampleDocument.Replace(
        SampleDocument.Replace(SampleDocument.English, "opensAt: 2026-01-01", $"opensAt: {opensAt}\n{zone}"),
        SampleDocument.ClosesAt, $"closesAt: {closesAt}\n");
}
