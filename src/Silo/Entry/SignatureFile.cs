using CsvHelper;
using Petitions.Grains.Entry;

namespace Petitions.Silo.Entry;

/// <summary>
/// A file of comma-separated values (RFC 4180, UTF-8) with one signature in each line. Read as a stream: a line is never longer than
/// <see cref="LineBytesMax"/>, so memory does not grow with the file, whatever is in it.
/// </summary>
internal static class SignatureFile
{
    /// <summary>Longest line, in bytes.</summary>
    public const int LineBytesMax = 64 * 1024;

    private static readonly CsvReaderOptions Format = new()
    {
        Separator = ',', MaxRecordSize = LineBytesMax, BufferSize = LineBytesMax, TrackLineNumbers = true,
        IncludeValuesInExceptions = false, MalformedData = CsvMalformedDataHandling.Throw, DetectSeparatorHint = false,
    };

    /// <summary>Reads the lines after the first one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mapping">Its columns.</param>
    /// <param name="petitionId">Only lines of this petition of the other platform; null when the file has only one.</param>
    /// <exception cref="SignatureFileException">It is no such file, from the line that the message names on.</exception>
    public static IEnumerable<FileLine> Read(string path, ColumnMapping mapping, string? petitionId = null)
    {
        using var csv = CsvReader.Create(Open(path), Format, leaveOpen: false);
        var header = ReadHeader(csv, mapping);
        string? onlyPetition = petitionId;
        while (TryRead(csv))
        {
            var number = csv.LineNumber;
            if (csv.FieldCount != header.Count)
            {
                yield return new(number, null, $"has {csv.FieldCount} values and the first line {header.Count}: write as many,"
                    + " and a value with a comma in quotation marks");
                continue;
            }
            string? Value(EntryField field) =>
                header[field] is >= 0 and var place && csv.GetString(place) is { Length: > 0 } text ? text : null;
            if (Value(EntryField.PetitionId) is { } petition && petition != (onlyPetition ??= petition))
            {
                if (petitionId is not null) continue;
                throw new SignatureFileException(
                    $"line {number} is of petition_id {petition}, lines before it of {onlyPetition}: choose one with --petition-id.");
            }
            if (Value(EntryField.DeletedAt) is not null) continue;
            yield return new(number, new EntryFields(
                Value(EntryField.GivenName), Value(EntryField.FamilyName), Value(EntryField.Email), Value(EntryField.Place),
                Value(EntryField.Country), Value(EntryField.Sheet), Value(EntryField.Line), Value(EntryField.SignedAt),
                Value(EntryField.ConfirmedAt), Value(EntryField.Consent), Value(EntryField.ConsentText)), null);
        }
    }

    private static Utf8Check Open(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, LineBytesMax, FileOptions.SequentialScan));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SignatureFileException($"it cannot be read ({e.Message}).");
        }
    }

    private static FileHeader ReadHeader(CsvReader csv, ColumnMapping mapping)
    {
        try
        {
            csv.ReadHeader();
            var names = csv.Headers.ToArray();
            return names is [] or [""] ? throw new SignatureFileException("it is empty.") : new([.. names], mapping);
        }
        catch (CsvFormatException)
        {
            throw new SignatureFileException(
                $"line 1 does not name the columns: it is longer than {LineBytesMax / 1024} KB, or its quotation marks are not closed.");
        }
    }

    private static bool TryRead(CsvReader csv)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw new SignatureFileException(
                $"line {e.LineNumber} cannot be read: it is longer than {LineBytesMax / 1024} KB, or its quotation marks are wrong. A value"
                + " with quotation marks begins and ends with one, and has two for each inside.");
        }
    }
}

/// <summary>A line of a file.</summary>
/// <param name="Number">Where it begins, from 1; the first line names the columns.</param>
/// <param name="Fields">What it says; null when it has a fault.</param>
/// <param name="Fault">What is wrong with the line as a whole; null when nothing is.</param>
internal sealed record FileLine(long Number, EntryFields? Fields, string? Fault);
