using System.Reflection;
using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

/// <summary>The demo, which is published when no documents are configured and which users copy.</summary>
public sealed class DemoTests
{
    [Theory, InlineData("en", "Harbour Office"), InlineData("de", "Hafenamt")]
    public void The_consent_text_names_every_recipient_of_the_names(string lang, string addressee)
    {
        var document = Demo().Good();
        var consent = document.Texts.Single(text => text.Lang == lang).ConsentText;
        Assert.NotEmpty(document.Facts.AlsoTo);
        Assert.All(document.Facts.AlsoTo.Append(addressee), name => Assert.Contains(name, consent, StringComparison.Ordinal));
    }

    /// <summary>The demo in both languages.</summary>
    internal static DocumentParseResult Demo() => DocumentParser.Parse(Files());

    /// <summary>Its files.</summary>
    internal static IReadOnlyList<DocumentFile> Files() => [Read("en"), Read("de")];

    private static DocumentFile Read(string lang)
    {
        var name = $"lantern-cove-light.{lang}.md";
        using var reader = new StreamReader(Assembly.Load("Petitions.Silo").GetManifestResourceStream($"Demo/{name}")!);
        return new(name, reader.ReadToEnd());
    }
}
