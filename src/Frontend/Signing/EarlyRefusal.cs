using Petitions.Frontend.Http;

namespace Petitions.Frontend.Signing;

/// <summary>
/// Middleware that refuses signatures in overload before anything of them is read: refusing must cost much less than signing, or refusals
/// alone would occupy the process. Forms without a script are not refused here, because they come back filled in.
/// </summary>
internal sealed class EarlyRefusal(Admission admission)
{
    private const string ApiEnd = "/signatures", FormBegin = "/p/", Json = "application/json";

    public RequestDelegate Refuse(RequestDelegate next) =>
        http => IsSignature(http.Request) && admission.Refuses() ? Answers.Refuse(http, Problem.Overloaded) : next(http);

    private static bool IsSignature(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.Path.Value is not { } path) return false;
        return path.EndsWith(ApiEnd, StringComparison.Ordinal)
            // Only the form's script asks for JSON.
            || (path.StartsWith(FormBegin, StringComparison.Ordinal) && path.IndexOf('/', FormBegin.Length) < 0
                && request.Headers.Accept.ToString().StartsWith(Json, StringComparison.OrdinalIgnoreCase));
    }
}
