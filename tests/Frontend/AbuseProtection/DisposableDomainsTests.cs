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
    public void A_domain_is_meant_with_those_below_it_in_every_spelling(string address, bool disposable)
    {
        var domains = new DisposableDomains(Read("# a comment\n\nten-minutes.example\n  MÜLL.example # another\nunder.example")!);
        Assert.True(EmailAddress.TryParse(address, out var email));
        Assert.Equal(disposable, domains.Contains(email.Canonical));
    }

    [Fact]
    public void An_address_of_such_a_domain_is_a_fault_of_the_field_beside_all_others()
    {
        var request = new SignRequest { GivenName = "", FamilyName = "Musterfrau", Email = "a@under.example", AgeConfirmed = true };
        Assert.Null(SignatureValidator.Check(request, SamplePetition.Open, RunningProgram.NewOperation(), out var faults, new DisposableDomains(["under.example"])));
        Assert.Equal(["Fault_givenName_Empty", "Fault_email_Disposable", "Fault_consents_Missing"], faults!.Select(fault => fault.TextName));
    }

    [Theory]
    [InlineData("good.example\nnot a domain", "line 2")]
    [InlineData("example", "line 1")]
    [InlineData("a@b.example", "line 1")]
    [InlineData(".example.org", "line 1")]
    [InlineData("a..example", "line 1")]
    public void A_file_that_holds_something_else_is_refused_by_line(string text, string says)
    {
        Assert.Null(Read(text, out var fault));
        Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused_and_no_file_knows_none()
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
