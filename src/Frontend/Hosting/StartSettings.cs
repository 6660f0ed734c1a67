using System.Reflection;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// What both programs do with the configuration before anything reads it: they refuse names that they do not know, take white space off
/// the values, and give new names the values of old ones.
/// </summary>
public static class StartSettings
{
    /// <summary>Settings that no options class has.</summary>
    private static readonly string[] OutsideOfSections =
    [
        "Petition:DataPath", "Petition:Documents", "Petition:Keys:Path", "Petition:Admin:Urls", "Petition:Admin:Token",
        "Petition:Http:Enabled", SiteTimeZone.Name,
    ];

    /// <summary>
    /// Settings of options that only silos have. A front end knows their names, because one file of settings often serves both programs.
    /// </summary>
    public static IReadOnlyList<string> OfSilosOnly { get; } =
    [
        "Petition:Storage:Provider", "Petition:Handover:Path", "Petition:Handover:Fonts",
        "Petition:Cluster:Provider", "Petition:Cluster:Address", "Petition:Cluster:SiloPort", "Petition:Cluster:GatewayPort",
        "Petition:Mail:Host", "Petition:Mail:Port", "Petition:Mail:Security", "Petition:Mail:User", "Petition:Mail:Password",
        "Petition:Mail:From", "Petition:Mail:ConnectionsMax", "Petition:Mail:ConnectWithin", "Petition:Mail:SendWithin",
        "Petition:Mail:SignerPageFor",
    ];

    /// <summary>Every setting, by its path.</summary>
    /// <param name="program">The program's own options; null is the front end.</param>
    public static SettingNames NamesOf(Assembly? program = null)
    {
        var assemblies = new HashSet<Assembly> { typeof(IOptionsSection).Assembly, typeof(StartSettings).Assembly };
        if (program is not null) assemblies.Add(program);
        return new([.. OutsideOfSections, .. OfSilosOnly, .. SettingNames.InSectionsOf(assemblies),
            .. RenamedSettings.Names.Select(names => names.Old)]);
    }

    /// <summary>Checks and prepares the configuration; it returns what was set by an old name.</summary>
    /// <param name="configuration">Of the program, complete.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="program">The assembly of a program that has options of its own.</param>
    /// <exception cref="StartupException">A name is unknown, or a value holds what cannot be seen.</exception>
    public static RenamedSettings Prepare(IConfigurationManager configuration, string[] arguments, Assembly? program = null)
    {
        var names = NamesOf(program);
        CommandLineArguments.Check(arguments, names);
        UnknownSettings.Check(configuration, names);
        SettingValues.Trim(configuration);
        return RenamedSettings.Apply(configuration);
    }
}
