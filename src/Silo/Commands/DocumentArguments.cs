using System.Collections.Immutable;
using System.CommandLine;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary>The documents that a command line names: files and folders.</summary>
internal static class DocumentArguments
{
    /// <summary>The argument of a command.</summary>
    public static Argument<string[]> Define() => new("FILE")
    {
        Description = "documents (slug.lang.md), or folders of them; the other languages of a petition are read from the same folder",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Reads the documents, a petition each, in the order in which they are named.</summary>
    /// <exception cref="CommandFailure">There is none.</exception>
    public static ImmutableArray<NamedPetition> ReadAny(IReadOnlyList<string> paths)
    {
        var petitions = ImmutableArray.CreateBuilder<NamedPetition>();
        foreach (var folder in paths.Where(Directory.Exists).Distinct())
            petitions.AddRange(DocumentFolder.Read(folder).Select(files => new NamedPetition(folder, files, [])));

        foreach (var group in paths.Where(path => !Directory.Exists(path)).GroupBy(path => Path.GetDirectoryName(path) ?? ""))
        {
            var named = group.Distinct().ToList();
            var unnamed = named.SelectMany(path => OtherLanguages(group.Key, path)).Distinct().Except(named).ToImmutableArray();
            petitions.AddRange(DocumentFolder.ReadFiles([.. named, .. unnamed]).Select(files => new NamedPetition(group.Key, files,
                [.. unnamed.Where(path => DocumentFile.ReadName(Path.GetFileName(path))?.Slug == files.Slug)])));
        }
        return petitions.Count > 0 ? petitions.ToImmutable()
            : throw new CommandFailure(
                $"there is no document in {string.Join(", ", paths)}: name files {DocumentFile.NameForm}, or a folder of them.");
    }

    // A petition is published in all its languages together, and one file may state what holds for the others.
    private static IEnumerable<string> OtherLanguages(string folder, string path)
    {
        var place = folder.Length == 0 ? "." : folder;
        if (DocumentFile.ReadName(Path.GetFileName(path)) is not { } name || !Directory.Exists(place)) return [];
        return Directory.EnumerateFiles(place, name.Slug + ".*.md").Select(file => Path.GetFileName(file))
            .Where(file => DocumentFile.ReadName(file)?.Slug == name.Slug).Select(file => Path.Combine(folder, file));
    }
}

/// <summary>The documents of one petition.</summary>
/// <param name="Folder">Their folder as it was written; empty for the working folder.</param>
/// <param name="Files">The documents.</param>
/// <param name="Unnamed">Paths of those that were not named, and belong to it.</param>
internal sealed record NamedPetition(string Folder, PetitionFiles Files, ImmutableArray<string> Unnamed)
{
    /// <summary>A problem or warning as a line, with the path of the file.</summary>
    public string Describe(DocumentProblem problem) =>
        (problem.Field == "folder" ? problem : problem with { File = Path.Combine(Folder, problem.File) }).ToString();
}
