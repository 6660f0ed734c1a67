using Petitions.Grains.Documents;

namespace Petitions.Frontend.Hosting;

/// <summary>The setting <c>Petition:TimeZone</c>: the time zone of documents that name none.</summary>
public static class SiteTimeZone
{
    /// <summary>Its name.</summary>
    public const string Name = "Petition:TimeZone";

    /// <summary>What documents leave to the site.</summary>
    /// <exception cref="StartupException">It is no time zone.</exception>
    public static DocumentDefaults Read(IConfiguration configuration)
    {
        var zone = configuration[Name];
        return zone is null || PetitionZone.TryFind(zone, out _) ? new(zone)
            : throw new StartupException($"Petition__TimeZone is '{zone}': write a name of the IANA database, such as Europe/Vienna. Where"
                + " every name is refused, the machine lacks the package tzdata.");
    }
}
