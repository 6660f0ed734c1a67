using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;
using static Petitions.Tests.Support.SourceTree;

namespace Petitions.Tests;

/// <summary>The order of the source tree, checked on the files themselves: layers, rooms, sizes, words that must not stay.</summary>
public sealed partial class TidyTests
{
    private const int SourceLinesMax = 300, LineCharactersMax = 140;

    private static readonly string[] TopLevel =
        ["src", "bench", "tests", "Petition.Orleans.sln", "README.md", "LICENSE", "SECURITY.md", "CONTRIBUTING.md"];

    // Written in halves, or this file would be the first to be found.
    private static readonly string[] UnfinishedWords = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X", "NotImplemented" + "Exception"];

    [Theory]
    [InlineData("src/Grains/Grains.csproj")]
    [InlineData("src/Frontend/Frontend.csproj", "Grains")]
    [InlineData("src/Silo/Silo.csproj", "Frontend", "Grains")]
    public void A_project_references_only_what_the_design_allows(string project, params string[] allowed)
    {
        var references = XDocument.Load(At(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Equal(allowed.Order(), references.Order());
    }

    [Theory]
    [InlineData("src/Grains/", "Npgsql", "Microsoft.Data.Sqlite", "Microsoft.AspNetCore", "System.Data")]
    [InlineData("src/Frontend/", "Npgsql", "Microsoft.Data.Sqlite", "System.Data", "DbUp", "Petitions.Silo")]
    [InlineData("src/Silo/Storage/Postgres/", "Microsoft.Data.Sqlite", "Petitions.Silo.Storage.Sqlite")]
    [InlineData("src/Silo/Storage/Sqlite/", "Npgsql", "Petitions.Silo.Storage.Postgres")]
    public void A_folder_knows_nothing_of_what_is_not_its_business(string folder, params string[] foreign)
    {
        var sources = Files.Where(file => file.StartsWith(folder, StringComparison.Ordinal)
            && Path.GetExtension(file) is ".cs" or ".razor").ToList();
        Assert.NotEmpty(sources);
        var found = from file in sources
                    from line in File.ReadLines(At(file))
                    where foreign.Any(name => Regex.IsMatch(line, $@"^\s*(global\s+)?@?using\s+(static\s+)?{Regex.Escape(name)}\b")
                        || line.Contains($"{name}.", StringComparison.Ordinal))
                    select $"{file}: {line.Trim()}";
        Assert.Empty(found);
    }

    [Theory, InlineData("src/Grains"), InlineData("src/Frontend"), InlineData("src/Silo")]
    public void Folders_of_a_project_do_not_import_one_another_in_a_circle(string project)
    {
        // The database of the silo is one room: the part that knows both databases and the two that know one each.
        var imports = ImportsOf(project).Where(folder => !IsOneDatabase(folder.Key)).ToDictionary(
            folder => folder.Key, folder => (IReadOnlySet<string>)folder.Value.Where(other => !IsOneDatabase(other)).ToHashSet());
        Assert.Empty(CycleOf(imports));

        static bool IsOneDatabase(string folder) => folder is "src/Silo/Storage/Postgres" or "src/Silo/Storage/Sqlite";
    }

    [Fact]
    public void A_circle_of_imports_is_found()
    {
        var imports = new Dictionary<string, IReadOnlySet<string>>
        {
            ["a"] = new HashSet<string> { "b" }, ["b"] = new HashSet<string> { "c" }, ["c"] = new HashSet<string> { "b" },
        };
        Assert.Equal(["b", "c", "b"], CycleOf(imports));
    }

    [Theory, InlineData("Http"), InlineData("Localization"), InlineData("Assets")]
    public void Plumbing_of_the_front_end_imports_no_feature(string room)
    {
        var imports = ImportsOf("src/Frontend")[$"src/Frontend/{room}"];
        Assert.Empty(imports.Except(["src/Frontend/Http", "src/Frontend/Localization", "src/Frontend/Assets"]));
    }

    [Fact]
    public void SQL_stands_only_in_the_storage_of_the_silo()
    {
        var sources = Below("src/", ".cs", ".sql", ".razor").Where(file => !file.StartsWith("src/Silo/Storage/", StringComparison.Ordinal));
        var found = sources.Where(file => file.EndsWith(".sql", StringComparison.Ordinal)
            || Sql().IsMatch(File.ReadAllText(At(file)))).ToList();
        Assert.Empty(found);
    }

    [Fact]
    public void Tests_lie_in_the_rooms_of_what_they_test()
    {
        string[] own = ["Bench", "Browser", "Contract", "Faults", "FaultyProduct", "Simulation", "Support"];
        var folders = Below("tests/", ".cs").Select(FolderOf).Where(folder => folder != "tests").Select(folder => folder["tests/".Length..])
            .Where(folder => !own.Contains(folder.Split('/')[0])).Distinct();
        var elsewhere = folders.Where(folder => !Directory.Exists(At($"src/{folder}"))).ToList();
        Assert.Empty(elsewhere);
    }

    [Theory, InlineData("Grains"), InlineData("Frontend"), InlineData("Silo")]
    public void The_map_names_every_room_and_no_other(string project)
    {
        var rooms = Files.Where(file => file.StartsWith($"src/{project}/", StringComparison.Ordinal) && file.Split('/').Length > 3)
            .Select(file => file.Split('/')[2]).Distinct().Order(StringComparer.Ordinal);
        var named = Room().Matches(File.ReadAllText(At("src/README.md"))).Where(room => room.Groups["project"].Value == project)
            .Select(room => room.Groups["room"].Value).Order(StringComparer.Ordinal);
        Assert.Equal(rooms, named);
    }

    [Fact]
    public void A_line_has_at_most_140_characters()
    {
        var found = from file in Texts()
                    where Path.GetExtension(
                        file) is ".cs" or ".razor" or ".sql" or ".js" or ".css" or ".c" or ".csproj" or ".props" or ".sh" or ".lua" or ""
                    // Not ours to change, or executed already.
                    where !file.StartsWith("src/Frontend/AbuseProtection/Altcha/", StringComparison.Ordinal)
                        && !file.Contains("/Migrations/", StringComparison.Ordinal)
                    from line in File.ReadLines(At(file)).Select((text, i) => (Text: text, Number: i + 1))
                    where line.Text.Length > LineCharactersMax
                    select $"{file}:{line.Number}";
        Assert.Empty(found);
    }

    [Fact]
    public void The_top_level_holds_only_what_the_design_allows()
    {
        var visible = Files.Select(file => file.Split('/')[0]).Distinct().Where(name => name[0] != '.');
        // What the tools look for beside the solution.
        Assert.Empty(visible.Except(TopLevel).Except(["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
            "BannedSymbols.txt", "global.json", "nuget.config"]));
    }

    [Fact]
    public void Nothing_is_left_unfinished()
    {
        var found = from file in Texts()
                    from line in File.ReadLines(At(file))
                    from word in UnfinishedWords
                    where Regex.IsMatch(line, $@"\b{word}\b")
                    select $"{file}: {line.Trim()}";
        Assert.Empty(found);
    }

    [Fact]
    public void No_file_names_a_place_of_one_machine()
    {
        var found = from file in Texts()
                    from line in File.ReadLines(At(file))
                    where MachinePath().IsMatch(line)
                    select $"{file}: {line.Trim()}";
        Assert.Empty(found);
    }

    [Fact]
    public void A_source_file_has_at_most_300_lines()
    {
        var long_ = Files.Where(file => Path.GetExtension(file) is ".cs" or ".razor" or ".sql"
            && File.ReadLines(At(file)).Count() > SourceLinesMax);
        Assert.Empty(long_);
    }

    [Fact]
    public void Every_SQL_file_is_part_of_the_program()
    {
        var embedded = Assembly.Load("Petitions.Silo").GetManifestResourceNames();
        var missing = Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal)
            && file.EndsWith(".sql", StringComparison.Ordinal))
            .Where(file => !embedded.Any(name => Comparable(file).EndsWith(Comparable(name), StringComparison.Ordinal)
                || Comparable(name).EndsWith(Comparable(file["src/Silo/".Length..]), StringComparison.Ordinal)));
        Assert.Empty(missing);

        // A resource is named with dots, slashes or underscores, as the project says.
        static string Comparable(string path) => path.Replace('/', '.').Replace('\\', '.').Replace('-', '_');
    }

    /// <summary>Every README of the checkout.</summary>
    public static TheoryData<string> Readmes => [.. Files.Where(file => Path.GetFileName(file) == "README.md")];

    [Theory, MemberData(nameof(Readmes))]
    public void Every_link_of_a_README_leads_somewhere(string readme)
    {
        var folder = Path.GetDirectoryName(At(readme))!;
        foreach (Match link in Link().Matches(WithoutCode(File.ReadAllText(At(readme)))))
        {
            var target = link.Groups["target"].Value;
            if (Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme != Uri.UriSchemeFile) continue;
            var (path, anchor) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, "");
            var file = path.Length == 0 ? At(readme) : Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(path)));
            Assert.True(Path.Exists(file), $"{readme}: {target} does not exist");
            if (anchor.Length > 0) Assert.True(AnchorsOf(file).Contains(anchor), $"{readme}: {target} has no such heading");
        }
    }

    private static IEnumerable<string> Texts() =>
        Files.Where(file => Path.GetExtension(file) is not (".png" or ".ico" or ".woff2" or ".ttf" or ".pdf"));

    private static string WithoutCode(string markdown) => Regex.Replace(markdown, @"```.*?```|`[^`\n]*`", "", RegexOptions.Singleline);

    private static HashSet<string> AnchorsOf(string file) =>
        [.. File.ReadLines(file).Where(line => line.StartsWith('#')).Select(line =>
            Regex.Replace(line.TrimStart('#').Trim().ToLowerInvariant(), @"[^\p{L}\p{N}\- ]", "").Replace(' ', '-'))];

    [GeneratedRegex(@"(?<![\w/.])/(work|home|root|Users)/\w|[A-Z]:\\\\?Users\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(SELECT|INSERT INTO|DELETE FROM|CREATE TABLE|UPDATE \w+ SET)\s")]
    private static partial Regex Sql();

    // A row of the map: a link to a room, such as "| [Ledger](Grains/Ledger) |".
    [GeneratedRegex(@"^\| \[[^\]]+\]\((?<project>Grains|Frontend|Silo)/(?<room>\w+)\)", RegexOptions.Multiline)]
    private static partial Regex Room();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();
}
