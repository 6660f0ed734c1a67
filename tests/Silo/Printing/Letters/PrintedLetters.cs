using System.Collections.Immutable;
using Petitions.Grains.Documents;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Letters;

namespace Petitions.Tests.Silo.Printing.Letters;

/// <summary>Letters of a test, printed into memory.</summary>
internal static class PrintedLetters
{
    public const string Ref = "ABCDEFGH23456789";

    public static readonly DateOnly HandOver = new(2026, 11, 30);

    public static readonly LetterText Letter = new(
        new Addressee("Jane Tully", "Harbour Master", ["1 Signal Quay", "Lantern Cove"], "AU"), [], "Please light the lamp",
        "Dear Jane,\n\n**please** light *it*:\n\n- once a year;\n- at night.\n\nSincerely,", "en");

    public static SignedLetter Of(string givenName, string familyName, string? place = null, string lang = "en", int version = 1) =>
        new(version, lang, givenName, familyName, place, Ref);

    /// <summary>All in one volume.</summary>
    public static byte[] Print(FontLibrary fonts, LetterText letter, params ReadOnlySpan<SignedLetter> signed)
    {
        using var target = new MemoryStream();
        using var volumes = new LetterVolumes(fonts, Options(letter, _ => target));
        foreach (var one in signed) volumes.Add(one);
        volumes.Complete();
        return target.ToArray();
    }

    public static LetterVolumesOptions Options(LetterText letter, Func<int, Stream> open) => new()
    {
        Title = "Light it", Date = HandOver, LetterOf = (_, _) => letter, OpenVolume = open,
    };

    public static LetterText With(string body, string lang = "en") => Letter with { Body = body, Lang = lang };

    public static LetterText To(params ImmutableArray<string> alsoTo) => Letter with { AlsoTo = alsoTo };
}
