using Petitions.Frontend.Pages.Layout;

namespace Petitions.Frontend.Http;

/// <summary>
/// Around everything: what nobody else answered becomes an answer here. An exception is logged and becomes a 500 that shows none of it;
/// an unknown address or method gets a body: problem details under <c>/api</c>, a page elsewhere.
/// </summary>
internal sealed partial class ExceptionMiddleware(RequestDelegate next, PageRenderer pages, ILogger<ExceptionMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            var response = http.Response;
            if (response.HasStarted) return;
            if (response.StatusCode == StatusCodes.Status404NotFound) await RefuseAsync(http, Problem.UnknownAddress);
            if (response.StatusCode == StatusCodes.Status405MethodNotAllowed) await RefuseAsync(http, Problem.WrongMethod);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: there is nobody to answer.
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, e.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => Problem.TooLarge,
                StatusCodes.Status408RequestTimeout => Problem.TooSlow,
                _ => Problem.Malformed,
            });
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            LogFault(e, http.Request.Method, http.GetEndpoint()?.DisplayName);
            http.Response.Clear();
            await RefuseAsync(http, Problem.Fault);
        }
    }

    private Task RefuseAsync(HttpContext http, Problem problem) =>
        http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            ? Answers.Refuse(http, problem)
            : pages.RefuseAsync(http, problem);

    // The route and not the path: a path may hold what somebody typed.
    [LoggerMessage(LogLevel.Error, "A {Method} call of {Route} failed.")]
    private partial void LogFault(Exception e, string method, string? route);
}
