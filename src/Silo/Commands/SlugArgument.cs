using System.CommandLine;
using System.CommandLine.Parsing;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary>The name of a petition on the command line.</summary>
internal static class SlugArgument
{
    /// <summary>The argument of a command.</summary>
    public static Argument<string> Define()
    {
        var slug = new Argument<string>("SLUG") { Description = "name of the petition in addresses" };
        slug.Validators.Add(result => Check(result, ""));
        return slug;
    }

    /// <summary>Refuses what is no slug.</summary>
    public static void Check(SymbolResult result, string subject)
    {
        if (result.Tokens is not [{ Value: var slug }] || Slug.IsValid(slug)) return;
        result.AddError($"{subject}\"{slug}\"{(subject.Length == 0 ? " is no slug" : "")}: write a lower-case letter, then 2 to 63"
            + " lower-case letters, digits or hyphens.");
    }
}
