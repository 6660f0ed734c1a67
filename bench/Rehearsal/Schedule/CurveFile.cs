using System.Globalization;
using System.Text.Json;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>
/// Reads a recorded curve of cumulative counts: CSV with <c>time,count</c> lines, or JSON with objects or pairs. A time is a date or
/// seconds. Of several counts at one time the last is taken.
/// </summary>
internal static class CurveFile
{
    private const long BytesMax = 64 * 1024 * 1024;

    private const double SecondsMax = 10 * 365.25 * 24 * 3600;

    private static readonly string[] TimeNames = ["time", "updated_at", "at", "timestamp"], CountNames = ["count", "signature_count"];

    /// <summary>At least two samples, in the order of time.</summary>
    /// <exception cref="UsageException">The file is not a curve; the message names the entry.</exception>
    public static IReadOnlyList<CountSample> Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > BytesMax) throw new UsageException($"--curve {path} is larger than 64 MB.");
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--curve {path} cannot be read: {e.Message}");
        }
    }

    internal static IReadOnlyList<CountSample> Parse(string path, string text)
    {
        var entries = text.AsSpan().TrimStart() is ['[' or '{', ..] ? FromJson(path, text) : FromCsv(path, text);
        var samples = new List<CountSample>();
        foreach (var (where, seconds, count) in entries)
        {
            if (count < 0) throw new UsageException($"--curve {path}, {where}: the count {count} is negative.");
            if (samples.Count > 0 && seconds < samples[^1].Seconds)
                throw new UsageException($"--curve {path}, {where}: the time goes back.");
            if (samples.Count > 0 && count < samples[^1].Count)
            {
                var fall = $"the count falls from {samples[^1].Count} to {count}";
                throw new UsageException($"--curve {path}, {where}: {fall}; cut the file before or after that entry.");
            }
            if (samples.Count > 0 && seconds == samples[^1].Seconds) samples[^1] = new(seconds, count);
            else samples.Add(new(seconds, count));
        }
        if (samples.Count < 2) throw new UsageException($"--curve {path}: it has fewer than two samples.");
        if (!(samples[^1].Seconds - samples[0].Seconds <= SecondsMax))
            throw new UsageException($"--curve {path}: it spans more than ten years; a time is a date or seconds.");
        if (samples[^1].Count == samples[0].Count) throw new UsageException($"--curve {path}: the count never rises.");
        return samples;
    }

    private static IEnumerable<(string Where, double Seconds, double Count)> FromCsv(string path, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var fields = line.Trim().Split([',', ';']);
            if (fields is [""]) continue;
            // The first line may name the columns; one with a count is a sample whose time is wrong.
            if (number == 1 && fields is [var name, var other] && !TryTime(name, out _) && !TryNumber(other, out _)) continue;
            // A third field is more often a thousands separator than another column.
            if (fields.Length != 2 || !TryTime(fields[0], out var seconds) || !TryNumber(fields[1], out var count))
                throw new UsageException($"--curve {path}, line {number}: \"{line.Trim()}\" is not time,count.");
            yield return ($"line {number}", seconds, count);
        }
    }

    private static List<(string Where, double Seconds, double Count)> FromJson(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                throw new UsageException($"--curve {path}: the JSON is not an array.");
            return [.. document.RootElement.EnumerateArray().Select((entry, i) => FromElement(path, entry, i + 1))];
        }
        catch (JsonException e)
        {
            throw new UsageException($"--curve {path} is not JSON: {e.Message}");
        }
    }

    private static (string, double, double) FromElement(string path, JsonElement entry, int number)
    {
        var (time, count) = entry.ValueKind switch
        {
            JsonValueKind.Array when entry.GetArrayLength() == 2 => (entry[0], entry[1]),
            JsonValueKind.Object => (Member(entry, TimeNames), Member(entry, CountNames)),
            _ => default,
        };
        if (!TryTime(Text(time), out var seconds) || !TryNumber(Text(count), out var counted))
            throw new UsageException($"--curve {path}, entry {number}: it lacks a time or a count.");
        return ($"entry {number}", seconds, counted);
    }

    private static JsonElement Member(JsonElement entry, string[] names) =>
        names.Select(name => entry.TryGetProperty(name, out var value) ? value : default)
            .FirstOrDefault(value => value.ValueKind != JsonValueKind.Undefined);

    private static string Text(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.String ? value.ToString() : "";

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static bool TryTime(string text, out double seconds)
    {
        if (TryNumber(text, out seconds)) return true;
        var isDate = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date);
        seconds = date.ToUnixTimeMilliseconds() / 1000.0;
        return isDate;
    }
}
