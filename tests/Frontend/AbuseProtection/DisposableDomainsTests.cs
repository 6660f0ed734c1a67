using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Signing;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

public sealed class DisposableDomainsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a@ten-minutes.example", true)]
    [InlineData("A+x@Mail.TEN-minutes.example", true)]
    [InlineData("a@müll.example", true)]
    [InlineData("a@xn--mll-hoa.example", true)]
    [InlineData("a@sub.under.example", true)]
    [InlineData("a@under.example", true)]
    [InlineData("a@notunder.example", false)]
    [InlineData("a@example.org", false)]
    [InlineData("ten-minutes.example@example.org", false)]
    public void A_domain_matches_its_subdomains_in_every_spelling(string address, bool disposable)
    {
        var domains = new DisposableDomains(Read("# a comment\n\nten-minutes.example\n  MÜLL.example # another\nunder.example")!);
        Assert.True(EmailAddress.TryParse(address, out var email));
        Assert.Equal(disposable, domains.Contains(email.Canonical));
    }

    [Fact]
    public void A_disposable_domain_is_a_field_error_beside_the_others()
    {
        var request = new SignRequest { GivenName = "", FamilyName = "Musterfrau", Email = "a@under.example.net", AgeConfirmed = true };
        Assert.Null(SignatureValidator.Check(request, SamplePetition.Open, RunningProgram.NewOperation(), out var faults,
            new DisposableDomains(["under.example.net"])));
        Assert.Equal(["Fault_givenName_Empty", "Fault_email_Disposable", "Fault_consents_Missing"],
            faults!.Select(fault => fault.TextName));
    }

    [Theory]
    [InlineData("good.example\nnot a domain", "line 2")]
    [InlineData("example", "line 1")]
    [InlineData("a@b.example", "line 1")]
    [InlineData(".example.org", "line 1")]
    [InlineData("a..example", "line 1")]
    public void An_invalid_file_is_refused_with_the_line_number(string text, string says)
    {
        Assert.Null(Read(text, out var fault));
        Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused_and_no_file_blocks_no_domain()
    {
        Assert.Null(DisposableDomains.Read(_folder.At("missing.txt"), out var fault));
        Assert.NotNull(fault);
        Assert.Null(DisposableDomains.Read(_folder.Path, out _));
        Assert.Empty(Read("")!);
    }

    private HashSet<string>? Read(string text) => Read(text, out _);

    private HashSet<string>? Read(string text, out string? fault)
    {
        File.WriteAllText(_folder.At("domains.txt"), text);
        return DisposableDomains.Read(_folder.At("domains.txt"), out fault);
    }
}
