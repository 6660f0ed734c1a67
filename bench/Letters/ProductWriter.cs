using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Letters;

namespace Petitions.Bench.Letters;

/// <summary>The product: HarfBuzz, and a PDF writer of its own with shared bodies and subset fonts.</summary>
internal sealed class ProductWriter : ILetterWriter
{
    public void Write(Stream target, IEnumerable<string> names)
    {
        using var fonts = FontLibrary.Open(null);
        using var volumes = new LetterVolumes(fonts, new LetterVolumesOptions
        {
            Title = "Letters", Date = new DateOnly(2026, 11, 30), LetterOf = (_, _) => SampleLetter.Text, OpenVolume = _ => target,
            LettersPerVolume = int.MaxValue,
        });
        foreach (var name in names) volumes.Add(new SignedLetter(1, "en", name, "", "Wien", "ABCDEFGH23456789"));
        volumes.Complete();
    }
}
