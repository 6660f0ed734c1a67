using System.Diagnostics;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Letters;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Silo.Printing.Letters.PrintedLetters;

namespace Petitions.Tests.Silo.Printing.Letters;

/// <summary>Pace and memory of many letters. Alone on the machine, since it counts the memory of the process.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class LetterPaceTests
{
    private const int PagesPerSecondMin = 300;

    [Fact]
    public void What_stays_in_memory_does_not_grow_with_the_letters()
    {
        var (few, many) = (Print(200, 100), Print(2_000, 100));
        Assert.InRange(many.GrownBytes, long.MinValue, Math.Max(few.GrownBytes, 0) + 1_000_000);
    }

    [Fact]
    public void A_hundred_thousand_letters_need_the_memory_of_ten_thousand_and_300_pages_a_second()
    {
        LongRun.SkipUnlessOn();
        var few = Print(10_000, LetterVolumes.LettersPerVolumeDefault);
        var many = Print(100_000, LetterVolumes.LettersPerVolumeDefault);
        LongRun.Report($"letters: {many.PagesPerSecond:N0} pages/s, {many.BytesPerPage:N0} bytes a page, "
            + $"{few.PeakBytes / 1e6:N1} MB at 10,000 letters, {many.PeakBytes / 1e6:N1} MB at 100,000");
        Assert.InRange(many.PagesPerSecond, PagesPerSecondMin, double.MaxValue);
        Assert.InRange(many.PeakBytes, 0, few.PeakBytes + 5_000_000);
    }

    // Two pages a letter, with names that differ.
    private static Figures Print(int letters, int lettersPerVolume)
    {
        using var fonts = FontLibrary.Open(null);
        var sink = new CountingStream();
        var paragraph = string.Concat(Enumerable.Repeat("A lamp is made to be **seen**, and says it once more. ", 12));
        var body = With(string.Join("\n\n", ["Dear Jane,", .. Enumerable.Repeat(paragraph, 6), "Sincerely,"]));
        using var volumes = new LetterVolumes(fonts, Options(body, _ => sink) with { LettersPerVolume = lettersPerVolume });
        volumes.Add(Of("Maria", "Musterfrau", "Wien"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        var watch = Stopwatch.StartNew();
        for (var i = 1; i < letters; i++)
        {
            volumes.Add(new SignedLetter(1, "en", $"Maria {Syllables(i)}", $"Musterfrau-{Syllables(i / 7)}", "Wien", $"{i:D16}"));
            if (i % (letters / 10) == letters / 20) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        var after = GC.GetTotalMemory(forceFullCollection: true);
        volumes.Complete();
        return new(peak, after - before, volumes.Pages / watch.Elapsed.TotalSeconds, sink.Written / volumes.Pages);
    }

    private static string Syllables(int number) =>
        number == 0 ? "" : Syllables(number / 20) + "bakolimunatesiroguvepodifazyhumexoqilenu".Substring(number % 20 * 2, 2);

    private sealed record Figures(long PeakBytes, long GrownBytes, double PagesPerSecond, long BytesPerPage);

    private sealed class CountingStream : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Written += count;

        public override void Write(ReadOnlySpan<byte> buffer) => Written += buffer.Length;
    }
}
