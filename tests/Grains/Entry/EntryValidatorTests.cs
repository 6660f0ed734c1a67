using Petitions.Grains.Entry;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Signing;
using Xunit;

namespace Petitions.Tests.Grains.Entry;

public sealed class EntryValidatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly EntryFields Paper = new("Maria", "Musterfrau", Sheet: "A-17", Line: "3");

    private static readonly EntryFields Import = new(
        "Maria", "Musterfrau", "maria@example.org", SignedAt: "2026-05-31 10:00:00", ConfirmedAt: "2026-05-31 10:05:00", Consent: "t",
        ConsentText: "12");

    private static readonly SignerIdentity Identity = new(new Pepper(new KeyFile(Pepper.Name, "tests", new byte[32])));

    [Fact]
    public void A_line_of_paper_is_its_sheet_and_line_and_with_an_address_that_person()
    {
        var line = Good(SignatureSource.Paper, Paper with { Sheet = " a-17 ", Line = "03", Place = " Wien  ", Country = "at" });
        Assert.Equal((new PaperPlace("A-17", 3), null, "Wien", "AT"), (line.Paper!.Value, line.SignerKey, line.Place, line.Country));
        Assert.Equal("paper A-17/3", line.Evidence);
        var withAddress = Good(SignatureSource.Paper, Paper with { Email = "Maria+x@Example.org" });
        Assert.Equal(Good(SignatureSource.Import, Import).SignerKey, withAddress.SignerKey);
    }

    [Fact]
    public void An_import_keeps_its_moments_and_what_it_says_of_consent()
    {
        var line = Good(SignatureSource.Import, Import);
        var signedAt = new DateTimeOffset(2026, 5, 31, 10, 0, 0, TimeSpan.Zero);
        Assert.Equal((signedAt, true, true), (line.SignedAt, line.IsConfirmed, line.HasConsent));
        Assert.Contains("consent True 12", line.Evidence, StringComparison.Ordinal);
        Assert.False(Good(SignatureSource.Import, Import with { ConfirmedAt = "" }).IsConfirmed);
    }

    [Theory]
    [InlineData("2026-05-31", "2026-05-31T00:00:00Z")]
    [InlineData("2026-05-31 10:00:00 UTC", "2026-05-31T10:00:00Z")]
    [InlineData("2026-05-31T10:00:00+02:00", "2026-05-31T08:00:00Z")]
    [InlineData("2026-05-31 10:00:00.123456", "2026-05-31T10:00:00.123456Z")]
    public void Moments_are_read_with_the_year_first(string text, string moment) => Assert.Equal(
        DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture),
        Good(SignatureSource.Import, Import with { SignedAt = text }).SignedAt);

    public static TheoryData<string, string, string> Faults => new()
    {
        { "givenName", "", "is empty: write it" },
        { "givenName", "www.example.org", "looks like a web address" },
        { "familyName", new string('x', 101), "has more than 100 characters" },
        { "email", "maria@", "is no e-mail address: correct it" },
        { "email", "maria@example.invalid", "is of a reserved domain" },
        { "email", "", "without it nobody knows whether" },
        { "country", "Utopia", "is no country" },
        { "signedAt", "31.05.2026", "is no date" },
        { "signedAt", "05/06/2026", "is no date" },
        { "signedAt", "2026-06-02", "is in the future" },
        { "confirmedAt", "1999-12-31", "is before the year 2000" },
        { "consent", "maybe", "is neither yes nor no" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_faulty_field_is_named_with_what_to_do(string field, string value, string text)
    {
        var fault = Assert.Single(FaultsOf(SignatureSource.Import, field switch
        {
            "givenName" => Import with { GivenName = value },
            "familyName" => Import with { FamilyName = value },
            "email" => Import with { Email = value },
            "country" => Import with { Country = value },
            "signedAt" => Import with { SignedAt = value },
            "confirmedAt" => Import with { ConfirmedAt = value },
            _ => Import with { Consent = value },
        }));
        Assert.Equal(field, fault.Field);
        Assert.Contains(text, fault.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "3", "sheet")]
    [InlineData("A/17", "3", "sheet")]
    [InlineData("A-17", "0", "line")]
    [InlineData("A-17", "3.5", "line")]
    [InlineData("A-17", "1001", "line")]
    public void Paper_needs_a_sheet_and_a_line(string sheet, string line, string field) =>
        Assert.Equal(field, Assert.Single(FaultsOf(SignatureSource.Paper, Paper with { Sheet = sheet, Line = line })).Field);

    [Theory]
    [InlineData(true, "maria@example.org", "outside of the domain .invalid")]
    [InlineData(false, "maria@a.invalid", "reserved domain")]
    public void A_rehearsal_takes_only_addresses_that_no_other_petition_takes(bool isRehearsal, string email, string text)
    {
        var validator = new EntryValidator(isRehearsal, SignatureSource.Import, Now);
        Assert.Null(validator.Check(Import with { Email = email }, out _, out var faults));
        Assert.Contains(text, Assert.Single(faults).Text, StringComparison.Ordinal);
        Assert.NotNull(new EntryValidator(!isRehearsal, SignatureSource.Import, Now).Check(Import with { Email = email }, out _, out _));
    }

    [Fact]
    public void All_faults_of_a_line_are_told() => Assert.Equal(
        ["givenName", "country", "sheet", "line"],
        FaultsOf(SignatureSource.Paper, new(FamilyName: "Musterfrau", Country: "XX")).Select(fault => fault.Field));

    private EntryLine Good(SignatureSource source, EntryFields fields)
    {
        var line = new EntryValidator(isRehearsal: false, source, Now).Check(fields, out var email, out var faults);
        Assert.Empty(faults);
        return line! with { SignerKey = email is null ? null : Identity.KeyOf(email) };
    }

    private IReadOnlyList<EntryFault> FaultsOf(SignatureSource source, EntryFields fields)
    {
        Assert.Null(new EntryValidator(isRehearsal: false, source, Now).Check(fields, out _, out var faults));
        return faults;
    }
}
