using System.Diagnostics;
using System.Globalization;
using Petitions.Bench.Letters;

// dotnet run -c Release --project bench/Letters -- <writer> <letters> <file>
// One writer per process, so that memory is that of the writer.
var writers = new Dictionary<string, ILetterWriter>
{
    ["product"] = new ProductWriter(), ["skia"] = new SkiaWriter(), ["pdfsharp"] = new PdfSharpWriter(), ["pdfpig"] = new PdfPigWriter(),
};
if (args.Length != 3 || !writers.TryGetValue(args[0], out var writer) || !int.TryParse(args[1], out var letters) || letters < 1)
{
    await Console.Error.WriteLineAsync($"Use: <{string.Join('|', writers.Keys)}> <letters, at least 1> <file.pdf>");
    return 2;
}

// Once before, so that compiling the program is not part of the figures.
using (var warmUp = new MemoryStream()) writer.Write(warmUp, SampleLetter.Names(20));
var watch = Stopwatch.StartNew();
using (var file = File.Create(args[2])) writer.Write(file, SampleLetter.Names(letters));
var pages = 2 * letters;
using var process = Process.GetCurrentProcess();
await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
    $"{args[0]}: {letters} letters, {pages / watch.Elapsed.TotalSeconds:N0} pages/s, "
    + $"{new FileInfo(args[2]).Length / pages:N0} bytes a page, "
    + $"peak {process.PeakWorkingSet64 / 1e6:N0} MB"));
return 0;
