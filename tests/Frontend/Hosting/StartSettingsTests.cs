using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Petitions.Frontend.Hosting;
using Petitions.Silo.Hosting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

/// <summary>What both programs do with settings before they read them.</summary>
public sealed partial class StartSettingsTests
{
    [Theory]
    [InlineData("Petition:Storage:Provder", "Petition__Storage__Provder is no setting: did you mean Petition__Storage__Provider?")]
    [InlineData("Petition:Provider", "Petition__Provider is no setting: did you mean Petition__")]
    [InlineData("Petition:Clster:Provider", "Petition__Clster__Provider is no setting: did you mean Petition__Cluster__Provider?")]
    [InlineData("Petition:Storage", "Petition__Storage is no setting: did you mean Petition__Storage__Provider?")]
    [InlineData("Petition:PublicURI", "Petition__PublicURI is no setting: did you mean Petition__PublicUrl?")]
    [InlineData("Petition:Mail:PublicUrl", "Petition__Mail__PublicUrl is no setting: did you mean Petition__PublicUrl?")]
    [InlineData("Petition:Limits:KnownProxies:0", "Petition__Limits__KnownProxies__0 is no setting: did you mean")]
    [InlineData("Petition:Entirely:Different", "Petition__Entirely__Different is no setting: remove it")]
    [InlineData("Petitions:Storage:Provider", "Petitions is no setting: names of settings begin with Petition__")]
    [InlineData("Petition_PublicUrl", "Petition_PublicUrl is no setting: names of settings begin with Petition__")]
    public void An_unknown_name_ends_the_start_with_the_nearest_known_one(string name, string says) =>
        Assert.Contains(says, Refusal(new() { [name] = "x" }), StringComparison.Ordinal);

    [Fact]
    public void Every_unknown_name_is_told() => Assert.Equal(
        "Petition__Keys__Pth is no setting: did you mean Petition__Keys__Path?"
        + " Petition__Mail__Hots is no setting: did you mean Petition__Mail__Host?",
        Refusal(new() { ["Petition:Mail:Hots"] = "x", ["Petition:Keys:Pth"] = "x", ["Petition:Keys:Path"] = "keys" }));

    [Theory, InlineData("PETITION:STORAGE:PROVIDER"), InlineData("petition:datapath"), InlineData("Petition:Signing:ResidentsMax"),
        InlineData("PETITION_TEST_LONG"), InlineData("Partition:Size")]
    public void Other_names_do_not_matter_and_neither_does_case(string name) => Prepare(new() { [name] = "100" });

    [Theory]
    [InlineData("migrate")]
    [InlineData("--help")]
    [InlineData("-v")]
    [InlineData("--Petition:Storge:Provider=postgres", "Petition:Storage:Provider")]
    [InlineData("Petition:DataPth=/srv", "Petition:DataPath")]
    [InlineData("--Petition:DataPath")]
    [InlineData("/Petition:DataPath", "", "/srv", "more")]
    public void An_unknown_word_of_the_command_line_ends_the_start(string word, string near = "", params string[] more)
    {
        var refusal = Refusal([], [word, .. more]);
        Assert.Contains(more.Length > 0 ? more[^1] : word, refusal, StringComparison.Ordinal);
        Assert.Contains(near, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Petition:DataPath=/srv"), InlineData("Petition:DataPath=/srv"), InlineData("--petition:datapath", "/srv")]
    [InlineData("--urls=http://localhost:5080"), InlineData("--ENVIRONMENT=Development"), InlineData("--ConnectionStrings:Petitions=x")]
    [InlineData("--Logging:LogLevel:Default", "Debug"), InlineData("/Petition:Keys:Path=/srv/keys")]
    public void Settings_may_stand_on_the_command_line(params string[] words) => Prepare([], words);

    [Theory]
    [InlineData("https://petition.example\r"), InlineData("https://petition.example\n"), InlineData(" \u00A0https://petition.example\t")]
    public void White_space_around_a_value_is_no_part_of_it(string value) =>
        Assert.Equal("https://petition.example", Prepare(new() { ["Petition:PublicUrl"] = value })["Petition:PublicUrl"]);

    [Fact]
    public void White_space_is_taken_off_every_text()
    {
        var names = StartSettings.NamesOf(typeof(SiloSettings).Assembly).All.Except(["Petition:Mail:Password", "Petition:Admin:Token"])
            .Except(RenamedSettings.Names.Select(names => names.Old)).Append("urls").Append("ConnectionStrings:Petitions").ToList();
        var prepared = Prepare(names.ToDictionary(name => name, string? (_) => " x\r\n"));
        Assert.All(names, name => Assert.Equal("x", prepared[name]));
    }

    [Theory]
    [InlineData("Petition:PublicUrl", "https://petition\u200B.example", "Petition__PublicUrl has U+200B as its character 17")]
    [InlineData("Petition:Limits:KnownProxies", "10.0.0.1;\n10.0.0.2", "Petition__Limits__KnownProxies has U+000A as its character 10")]
    [InlineData("Petition:Mail:Password", "secret ", "Petition__Mail__Password begins or ends with white space")]
    [InlineData("Petition:Admin:Token", "0123456789abcdef\n", "Petition__Admin__Token begins or ends with white space")]
    public void What_nobody_sees_inside_a_value_or_around_a_secret_is_refused(string name, string value, string says)
    {
        var refusal = Refusal(new() { [name] = value });
        Assert.StartsWith(says, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_front_end_knows_every_name_of_a_silo() => Assert.Equal(
        StartSettings.NamesOf(typeof(SiloSettings).Assembly).All.Order(), StartSettings.NamesOf().All.Order());

    [Fact]
    public void Every_setting_of_the_readmes_is_one()
    {
        var names = StartSettings.NamesOf();
        var written = from file in SourceTree.Files
                      where file.EndsWith("README.md", StringComparison.Ordinal) && !file.StartsWith("bench/", StringComparison.Ordinal)
                      from Match match in Variable().Matches(File.ReadAllText(SourceTree.At(file)))
                      select match.Value.Replace("__", ":", StringComparison.Ordinal);
        Assert.All(written.Distinct(), name => Assert.True(names.Include(name), name));
    }

    private static IConfiguration Prepare(Dictionary<string, string?> settings, params string[] arguments)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings);
        StartSettings.Prepare(configuration, arguments, typeof(SiloSettings).Assembly);
        return configuration;
    }

    private static string Refusal(Dictionary<string, string?> settings, params string[] arguments) =>
        Assert.Throws<StartupException>(() => Prepare(settings, arguments)).Message;

    [GeneratedRegex(@"\bPetition__[A-Z][A-Za-z]*(__[A-Z][A-Za-z]*)*\b(?!__)")]
    private static partial Regex Variable();
}
