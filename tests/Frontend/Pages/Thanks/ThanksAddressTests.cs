using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Thanks;
using Petitions.Grains.Keys;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Pages.Thanks;

/// <summary>Nobody is thanked at an address that was not reached by signing.</summary>
public sealed class ThanksAddressTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ScratchFolder _folder = new();
    private readonly Pepper _pepper;
    private readonly ThanksAddress _address;

    public ThanksAddressTests()
    {
        _pepper = new Pepper(KeyFile.Open(_folder.Path, Pepper.Name, mayCreate: true));
        _address = new(_pepper, _time);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mark_tells_when_somebody_signed_and_is_valid_in_every_process_with_the_pepper()
    {
        var mark = NewMark();
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(_time.GetUtcNow() - TimeSpan.FromMinutes(59), new ThanksAddress(_pepper, _time).SignedAt(SamplePetition.Open, mark));
    }

    [Fact]
    public void A_mark_names_the_second_after_signing_and_not_more()
    {
        var mark = NewMark();
        Assert.Equal(_time.GetUtcNow(), _address.SignedAt(SamplePetition.Open, mark));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var next = NewMark();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(next, NewMark());
        Assert.NotEqual(mark, next);
        Assert.Equal(_time.GetUtcNow(), _address.SignedAt(SamplePetition.Open, next));
    }

    [Fact]
    public void A_mark_expires_and_belongs_to_one_petition()
    {
        var mark = NewMark();
        Assert.NotNull(_address.SignedAt(SamplePetition.Open, mark));
        Assert.Null(_address.SignedAt(SamplePetition.Open with { Id = 8 }, mark));
        _time.Advance(ThanksAddress.ValidFor);
        Assert.Null(_address.SignedAt(SamplePetition.Open, mark));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1")]
    [InlineData("1777636800.")]
    [InlineData("1777636800.AAAAAAAAAAAAAAAA")]
    [InlineData("99999999999999999999999.AAAAAAAAAAAAAAAA")]
    [InlineData("999999999999999999.AAAAAAAAAAAAAAAA")]
    public void A_made_up_mark_is_none(string? mark) => Assert.Null(_address.SignedAt(SamplePetition.Open, mark));

    [Fact]
    public void A_changed_mark_is_none()
    {
        var mark = NewMark();
        for (var i = 0; i < mark.Length; i++)
        {
            var changed = mark[..i] + (mark[i] == '1' ? '2' : '1') + mark[(i + 1)..];
            Assert.Null(_address.SignedAt(SamplePetition.Open, changed));
        }
    }

    private string NewMark()
    {
        var address = _address.After(SamplePetition.Open, Texts.For("fr"), hasScript: false);
        Assert.StartsWith($"/p/{SamplePetition.Slug}/thanks?lang=fr&", address, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(address[address.IndexOf('?', StringComparison.Ordinal)..])[ThanksAddress.MarkParameter].ToString();
    }
}
