using System.CommandLine;
using Petitions.Silo.Hosting;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Commands;

/// <summary>The options of commands that call a running program: its admin address, and the token.</summary>
internal sealed class AdminOptions
{
    private const int TokenBytesMax = 4_096;

    private readonly Option<string?> _admin = new("--admin")
    {
        HelpName = "URL",
        Description = "admin address of the running program; by default Petition__Admin__Urls, else http://localhost:5081",
    };

    private readonly Option<string?> _token = new("--token")
    {
        HelpName = "@FILE",
        Description = "file with its admin token; by default Petition__Admin__Token, else admin.token in the data folder",
    };

    /// <summary>Gives the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_admin);
        command.Add(_token);
    }

    /// <summary>A client for the program that the options and the settings name. The caller disposes it.</summary>
    /// <exception cref="CommandFailure">The address or the token is missing or cannot be used.</exception>
    public AdminClient Connect(ParseResult given, IConfiguration settings)
    {
        var address = ReadAddress(given.GetValue(_admin), settings);
        return new AdminClient(address, ReadToken(given.GetValue(_token), address, settings));
    }

    private static Uri ReadAddress(string? stated, IConfiguration settings)
    {
        if (stated is null) return AddressOf(settings);
        return Uri.TryCreate(stated, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address is { UserInfo: "", Query: "", Fragment: "" }
                ? address
                : throw CommandFailure.WrongUse($"--admin is \"{stated}\": write an address such as {ServerUrls.DefaultAdmin}.");
    }

    // The first of the addresses at which the program of these settings listens.
    private static Uri AddressOf(IConfiguration settings)
    {
        var urls = settings["Petition:Admin:Urls"] ?? ServerUrls.DefaultAdmin;
        try
        {
            var binding = BindingAddress.Parse(urls.Split(';', StringSplitOptions.TrimEntries)[0]);
            var isAnyHost = binding.Host is "*" or "+" or "0.0.0.0" or "[::]";
            return new UriBuilder(binding.Scheme, isAnyHost ? "localhost" : binding.Host, binding.Port).Uri;
        }
        catch (FormatException)
        {
            throw new CommandFailure($"Petition__Admin__Urls is '{urls}': write an address such as {ServerUrls.DefaultAdmin}.");
        }
    }

    private static string ReadToken(string? stated, Uri address, IConfiguration settings)
    {
        if (stated is not null)
        {
            // Command lines can be read by every user of a machine.
            return stated is ['@', _, ..] ? ReadFile(stated[1..])
                : throw CommandFailure.WrongUse("--token takes the name of a file after @, such as --token @data/admin.token.");
        }
        if (settings["Petition:Admin:Token"] is { Length: > 0 } token) return Check(token, "Petition__Admin__Token");

        var file = DataFolder.AdminTokenIn(settings["Petition:DataPath"] ?? DataFolder.DefaultPath);
        // The token of the program on this machine is not sent to another one by accident.
        if (address.IsLoopback && File.Exists(file)) return ReadFile(file);
        throw CommandFailure.WrongUse("there is no admin token: write --token @FILE with the file admin.token in the data folder of the"
            + $" program at {address}, or set Petition__Admin__Token.");
    }

    private static string ReadFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[TokenBytesMax];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Check(System.Text.Encoding.UTF8.GetString(bytes, 0, length).Trim(), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.WrongUse(
                $"the admin token {path} cannot be read ({e.Message}): write --token @FILE with a file that this user may read.");
        }
    }

    private static string Check(string token, string source) =>
        token.Length > 0 && !token.Any(c => c is <= ' ' or > '~') ? token
        : throw CommandFailure.WrongUse($"{source} holds no admin token: a token is printable ASCII without spaces, on one line.");
}
