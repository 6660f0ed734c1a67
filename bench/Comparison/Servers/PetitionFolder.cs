namespace Petitions.Bench.Comparison.Servers;

/// <summary>A folder of petitions for the setting <c>Petition__Documents</c>; each is the demo's petition under another name.</summary>
internal sealed class PetitionFolder(DirectoryInfo folder)
{
    private const string DemoSlug = "lantern-cove-light";

    private static readonly string Demo = ReadDemo();

    public string Path => folder.FullName;

    /// <param name="slug">Its name.</param>
    /// <param name="change">What is different in its text; null for nothing.</param>
    public void Publish(string slug, Func<string, string>? change = null)
    {
        var text = Demo.Replace($"id: {DemoSlug}\n", $"id: {slug}\n", StringComparison.Ordinal);
        File.WriteAllText(System.IO.Path.Combine(Path, $"{slug}.en.md"), change?.Invoke(text) ?? text);
    }

    private static string ReadDemo()
    {
        using var reader = new StreamReader(typeof(PetitionFolder).Assembly.GetManifestResourceStream("petition.md")!);
        return reader.ReadToEnd();
    }
}
