using System.Reflection;
using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

/// <summary>The petition that is published where nobody names documents: others begin with a copy of it.</summary>
public sealed class DemoTests
{
    [Theory, InlineData("en", "Harbour Office"), InlineData("de", "Hafenamt")]
    public void The_consent_names_everybody_who_gets_the_names(string lang, string addressee)
    {
        var document = DocumentParser.Parse([Read("en"), Read("de")]).Good();
        var consent = document.Texts.Single(text => text.Lang == lang).ConsentText;
        Assert.NotEmpty(document.Facts.AlsoTo);
        Assert.All(document.Facts.AlsoTo.Append(addressee), name => Assert.Contains(name, consent, StringComparison.Ordinal));
    }

    private static DocumentFile Read(string lang)
    {
        var name = $"lantern-cove-light.{lang}.md";
        using var reader = new StreamReader(Assembly.Load("Petitions.Silo").GetManifestResourceStream($"Demo/{name}")!);
        return new(name, reader.ReadToEnd());
    }
}
