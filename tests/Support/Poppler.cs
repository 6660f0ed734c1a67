using System.Diagnostics;
using System.Text;
using SkiaSharp;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>What readers get from a PDF: words, fonts and pages as pictures, by the programs of Poppler (Debian: poppler-utils).</summary>
internal static class Poppler
{
    private static readonly bool IsInstalled = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, "pdftotext")));

    /// <summary>The words in reading order, pages separated by form feeds.</summary>
    public static async Task<string> TextOf(byte[] pdf, params string[] options) =>
        Encoding.UTF8.GetString(await Run("pdftotext", pdf, [.. options, "-enc", "UTF-8", "-", "-"]));

    /// <summary>The words without line breaks.</summary>
    public static async Task<string> WordsOf(byte[] pdf, params string[] options) =>
        string.Join(' ', (await TextOf(pdf, options)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The table of fonts.</summary>
    public static async Task<IReadOnlyList<string>> FontsOf(byte[] pdf)
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder.At("a.pdf"), pdf, TestContext.Current.CancellationToken);
        var table = Encoding.UTF8.GetString(await Run("pdffonts", [], [folder.At("a.pdf")]));
        return [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)];
    }

    /// <summary>A page as it is seen; 1 is the first.</summary>
    public static async Task<SKBitmap> PictureOf(byte[] pdf, int page, int dotsPerInch)
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder.At("a.pdf"), pdf, TestContext.Current.CancellationToken);
        await Run("pdftoppm", [], ["-png", "-singlefile", "-r", $"{dotsPerInch}", "-f", $"{page}", folder.At("a.pdf"), folder.At("a")]);
        return SKBitmap.Decode(folder.At("a.png"));
    }

    private static async Task<byte[]> Run(string program, byte[] input, string[] arguments)
    {
        if (!IsInstalled) Assert.Skip("Needs the Debian package poppler-utils.");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output, TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.BaseStream.WriteAsync(input, TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        // Poppler names everything in a file that is not as the standard wants it.
        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }
}
