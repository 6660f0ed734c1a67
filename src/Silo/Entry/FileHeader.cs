using System.Collections.Immutable;

namespace Petitions.Silo.Entry;

/// <summary>Where in a record each field is, as the first line of a file says. Every mistake is one clear line.</summary>
internal sealed class FileHeader
{
    private const int ColumnsMax = 200;

    private readonly int[] _places = new int[Enum.GetValues<EntryField>().Length];

    /// <exception cref="SignatureFileException">The line does not name the columns of the mapping.</exception>
    public FileHeader(ImmutableArray<string> names, ColumnMapping mapping)
    {
        names = [.. names.Select(name => name.Trim().ToLowerInvariant())];
        Check(names, mapping);
        Count = names.Length;
        Array.Fill(_places, -1);
        foreach (var column in mapping.Columns) _places[(int)column.Field] = names.IndexOf(column.Name);
    }

    /// <summary>Number of columns.</summary>
    public int Count { get; }

    /// <summary>The place of a field, from 0; -1 when the file has no such column.</summary>
    public int this[EntryField field] => _places[(int)field];

    private static void Check(ImmutableArray<string> names, ColumnMapping mapping)
    {
        if (names.Length > ColumnsMax)
            throw new SignatureFileException($"line 1 has {names.Length} columns, and at most {ColumnsMax} are read.");
        if (names is [var only] && only.IndexOfAny([';', '\t', '|']) is >= 0 and var at)
        {
            var separator = only[at] == '\t' ? "tabs" : $"\"{only[at]}\"";
            throw new SignatureFileException($"its columns are separated by {separator}: save it with commas between them.");
        }
        var known = mapping.Columns.Select(column => column.Name).ToHashSet();
        if (!names.Any(known.Contains))
            throw new SignatureFileException($"line 1 does not name the columns: write {mapping.Description} there.");
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1 && known.Contains(group.Key)) is { } twice)
            throw new SignatureFileException($"line 1 names the column {twice.Key} twice: keep one of them.");
        if (mapping.Columns.Where(column => column.IsRequired && !names.Contains(column.Name)).ToList() is { Count: > 0 } missing)
        {
            throw new SignatureFileException(
                $"line 1 lacks {string.Join(", ", missing.Select(column => column.Name))}: it needs {mapping.Description}.");
        }
        if (!mapping.IgnoresOthers && names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new SignatureFileException(
                $"line 1 has the column \"{unknown}\": remove or rename it, the columns are {mapping.Description}.");
        }
    }
}
