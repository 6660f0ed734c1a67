using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Petitions.Tests;

/// <summary>What keeps the source as DESIGN section 3 and section 10 describe it, checked on the files themselves.</summary>
public sealed partial class TidyTests
{
    private const int SourceLinesMax = 300;

    private static readonly string[] TopLevel = ["src", "bench", "tests", "Petition.Orleans.sln", "README.md"];

    // Written in halves, or this file would be the first to be found.
    private static readonly string[] UnfinishedWords = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X", "NotImplemented" + "Exception"];

    /// <summary>Folder of the checkout.</summary>
    internal static readonly string Root = FindRoot();
    private static readonly IReadOnlyList<string> Files = FindFiles();

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
        var sources = Files.Where(file => file.StartsWith(folder, StringComparison.Ordinal) && Path.GetExtension(file) is ".cs" or ".razor").ToList();
        Assert.NotEmpty(sources);
        var found = from file in sources
                    from line in File.ReadLines(At(file))
                    where foreign.Any(name => Regex.IsMatch(line, $@"^\s*(global\s+)?@?using\s+(static\s+)?{Regex.Escape(name)}\b") || line.Contains($"{name}.", StringComparison.Ordinal))
                    select $"{file}: {line.Trim()}";
        Assert.Empty(found);
    }

    [Fact]
    public void The_top_level_holds_only_what_the_design_allows()
    {
        var visible = Files.Select(file => file.Split('/')[0]).Distinct().Where(name => name[0] != '.');
        // What the tools look for beside the solution.
        Assert.Empty(visible.Except(TopLevel).Except(["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "BannedSymbols.txt", "global.json", "nuget.config"]));
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
        var long_ = Files.Where(file => Path.GetExtension(file) is ".cs" or ".razor" or ".sql" && File.ReadLines(At(file)).Count() > SourceLinesMax);
        Assert.Empty(long_);
    }

    [Fact]
    public void Every_SQL_file_is_part_of_the_program()
    {
        var embedded = Assembly.Load("Petitions.Silo").GetManifestResourceNames();
        var missing = Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".sql", StringComparison.Ordinal))
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

    private static string At(string file) => Path.Combine(Root, file);

    private static IEnumerable<string> Texts() => Files.Where(file => Path.GetExtension(file) is not (".png" or ".ico" or ".woff2" or ".ttf" or ".pdf"));

    private static string WithoutCode(string markdown) => Regex.Replace(markdown, @"```.*?```|`[^`\n]*`", "", RegexOptions.Singleline);

    private static HashSet<string> AnchorsOf(string file) =>
        [.. File.ReadLines(file).Where(line => line.StartsWith('#')).Select(line =>
            Regex.Replace(line.TrimStart('#').Trim().ToLowerInvariant(), @"[^\p{L}\p{N}\- ]", "").Replace(' ', '-'))];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests lie outside of the source folder");
    }

    // Tracked, and what will be at the next commit; git leaves out what is ignored.
    private static List<string> FindFiles()
    {
        string[] arguments = ["-c", "safe.directory=*", "-c", "core.quotepath=off", "ls-files", "--cached", "--others", "--exclude-standard"];
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.True(git.ExitCode == 0 && files.Length > 0, "git does not list the files of this folder.");
        return [.. files.Where(file => File.Exists(At(file)))];
    }

    [GeneratedRegex(@"(?<![\w/.])/(work|home|root|Users)/\w|[A-Z]:\\\\?Users\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();
}
