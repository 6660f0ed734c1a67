using Petitions.Grains.Drafting;
using Xunit;

namespace Petitions.Tests.Grains.Drafting;

/// <summary>Lines that each signer fills in are told from the letter's own.</summary>
public sealed class SignerLinesTests
{
    [Theory]
    [InlineData("Ort, Datum"), InlineData("Unterschrift"), InlineData("Vorname, Nachname"), InlineData("Vor- und Nachname:")]
    [InlineData("[Your name]"), InlineData("Place and date"), InlineData("(Signature)"), InlineData("Name | Country | Signature")]
    [InlineData("Nom, prénom"), InlineData("Lieu et date"), InlineData("__________"), InlineData(".............")]
    [InlineData("Datum: __________   Unterschrift: ______________"), InlineData("Wien, am 12. Jänner 2026"), InlineData("12.1.2026")]
    [InlineData("Vienna, 12th of January 2026"), InlineData("January 12, 2026"), InlineData("Paris, le 12 janvier 2026")]
    public void A_line_for_the_signer(string line) => Assert.True(SignerLines.Is(line));

    [Theory]
    [InlineData("Rosalind Tully"), InlineData("1 Signal Quay"), InlineData("Please light the lamp"), InlineData("Name the lamp")]
    [InlineData("---")]
    [InlineData("In January 2026, the lamp was dark"), InlineData("E-mail: harbour@lantern.example"), InlineData("1030 Wien")]
    public void Another_line(string line) => Assert.False(SignerLines.Is(line));
}
