using Petitions.Silo.Printing.Fonts;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>Fonts for scripts that the product's own fonts lack (Debian: fonts-noto-core).</summary>
internal static class NotoFonts
{
    private const string Folder = "/usr/share/fonts/truetype/noto";

    // Of some hundred files those of three scripts.
    private static readonly string[] Files =
        ["NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold", "NotoSerifHebrew-Regular", "NotoSerifDevanagari-Regular"];

    /// <summary>The product's fonts and these.</summary>
    public static FontLibrary Open()
    {
        if (!Files.All(file => File.Exists($"{Folder}/{file}.ttf"))) Assert.Skip("Needs the Debian package fonts-noto-core.");
        using var folder = new ScratchFolder();
        foreach (var file in Files) File.Copy($"{Folder}/{file}.ttf", folder.At($"{file}.ttf"));
        return FontLibrary.Open(folder.Path);
    }
}
