using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>The files of this checkout, as git lists them, and what they import from one another.</summary>
internal static partial class SourceTree
{
    /// <summary>Folder of the checkout.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>Paths of all files that are tracked or not ignored, relative to <see cref="Root"/>, with forward slashes.</summary>
    public static readonly IReadOnlyList<string> Files = FindFiles();

    /// <summary>Full path of a file.</summary>
    public static string At(string file) => Path.Combine(Root, file);

    /// <summary>Files below a folder that have one of the extensions.</summary>
    public static IEnumerable<string> Below(string folder, params string[] extensions) =>
        Files.Where(file => file.StartsWith(folder, StringComparison.Ordinal) && extensions.Contains(Path.GetExtension(file)));

    /// <summary>Folder of a file.</summary>
    public static string FolderOf(string file) => file[..file.LastIndexOf('/')];

    /// <summary>
    /// For each folder of a project with source files, the folders of the same project that its files import with a using directive. Unused
    /// directives do not compile (IDE0005), so each of them is a dependency.
    /// </summary>
    /// <param name="project">Folder of the project, such as <c>src/Silo</c>.</param>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> ImportsOf(string project)
    {
        var sources = Below(project + "/", ".cs", ".razor").ToList();
        var folders = sources.Select(FolderOf).ToHashSet();
        var root = "Petitions." + Path.GetFileName(project);
        var imports = folders.ToDictionary(folder => folder, _ => new HashSet<string>());
        foreach (var file in sources)
        {
            foreach (Match import in Using().Matches(File.ReadAllText(At(file))))
            {
                var name = import.Groups["name"].Value;
                if (name != root && !name.StartsWith(root + ".", StringComparison.Ordinal)) continue;
                var folder = project + name[root.Length..].Replace('.', '/');
                if (folders.Contains(folder) && folder != FolderOf(file)) imports[FolderOf(file)].Add(folder);
            }
        }
        return imports.ToDictionary(folder => folder.Key, folder => (IReadOnlySet<string>)folder.Value);
    }

    /// <summary>A cycle of imports, as the folders in their order; empty when there is none.</summary>
    public static IReadOnlyList<string> CycleOf(IReadOnlyDictionary<string, IReadOnlySet<string>> imports)
    {
        var done = new HashSet<string>();
        foreach (var start in imports.Keys.Order(StringComparer.Ordinal))
        {
            if (Find(start, []) is { Count: > 0 } cycle) return cycle;
        }
        return [];

        IReadOnlyList<string> Find(string folder, IReadOnlyList<string> path)
        {
            if (path.Contains(folder)) return [.. path.SkipWhile(step => step != folder), folder];
            if (!done.Contains(folder))
            {
                foreach (var next in imports[folder].Order(StringComparer.Ordinal))
                    if (Find(next, [.. path, folder]) is { Count: > 0 } cycle) return cycle;
                done.Add(folder);
            }
            return [];
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests lie outside of the source folder");
    }

    private static List<string> FindFiles()
    {
        string[] arguments =
            ["-c", "safe.directory=*", "-c", "core.quotepath=off", "ls-files", "--cached", "--others", "--exclude-standard"];
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.True(git.ExitCode == 0 && files.Length > 0, "git does not list the files of this folder.");
        return [.. files.Where(file => File.Exists(At(file)))];
    }

    [GeneratedRegex(@"^\s*@?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?:global::)?(?<name>Petitions\.[\w.]+?);?\s*$", RegexOptions.Multiline)]
    private static partial Regex Using();
}
