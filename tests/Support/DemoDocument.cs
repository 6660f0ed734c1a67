using System.Reflection;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>The demo that is part of the program, in both languages, to be published under other names.</summary>
internal static class DemoDocument
{
    private const string Slug = "lantern-cove-light";

    /// <summary>Writes the demo under the name <paramref name="slug"/> into a folder, after <paramref name="change"/>.</summary>
    public static void Write(string folder, string slug, Func<string, string>? change = null)
    {
        foreach (var lang in new[] { "en", "de" })
        {
            var document = Read($"Demo/{Slug}.{lang}.md");
            Assert.Contains(Slug, document, StringComparison.Ordinal);
            document = document.Replace(Slug, slug, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, $"{slug}.{lang}.md"), change is null ? document : change(document));
        }
    }

    private static string Read(string name)
    {
        using var stream = Assembly.Load("Petitions.Silo").GetManifestResourceStream(name);
        Assert.True(stream is not null, $"The program has no resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
