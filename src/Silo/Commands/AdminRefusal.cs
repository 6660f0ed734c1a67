using System.Net;
using System.Text.Json;

namespace Petitions.Silo.Commands;

/// <summary>Turns answers that refuse an admin call (problem details, RFC 9457) into lines for whoever gave the command.</summary>
internal static class AdminRefusal
{
    private const string TypePrefix = "urn:petition:problem:";

    /// <summary>What to print about an answer that is no success.</summary>
    /// <param name="address">The admin address.</param>
    /// <param name="path">Of the call.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="body">Of the answer.</param>
    public static CommandFailure Describe(Uri address, string path, HttpStatusCode status, byte[] body)
    {
        if (Read(body) is not { Type: { } type } problem || !type.StartsWith(TypePrefix, StringComparison.Ordinal))
            return NotAdmin(address, status);
        return (status, type[TypePrefix.Length..]) switch
        {
            (HttpStatusCode.Unauthorized, "token-ended") => new($"{problem.Title}. {problem.Detail}"),
            (HttpStatusCode.Unauthorized, _) => new($"the admin token is not that of {address}: use the file admin.token of its data folder"
                + " with --token @FILE, or its Petition__Admin__Token."),
            (HttpStatusCode.NotFound, "unknown-address") => NotAdmin(address, status),
            (HttpStatusCode.NotFound, "unknown-petition") =>
                new($"there is no petition \"{path.Split('/')[1]}\" at {address}: \"petition list\" names all."),
            (HttpStatusCode.RequestEntityTooLarge, _) =>
                new("the documents of the petition are larger than 1 MB together: shorten them. Nothing was changed."),
            (HttpStatusCode.UnprocessableEntity, _) when problem.Problems is { Length: > 0 } lines => new(lines),
            _ => new($"{problem.Title}. {problem.Detail}"),
        };
    }

    /// <summary>Something else answers there: the public pages, or another program.</summary>
    public static CommandFailure NotAdmin(Uri address, HttpStatusCode status) => new(
        $"{address} is no admin address of Petition.Orleans (it answered {(int)status}): write with --admin the one that the program prints"
        + " when it starts.");

    private static ProblemBody? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<ProblemBody>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record ProblemBody(string? Type, string? Title, string? Detail, string[]? Problems);
}
