<?php
/**
 * Router of PHP's built-in server: files of the site are served as they are,
 * every other address goes to WordPress, as a rewrite rule of a web server does.
 */

declare(strict_types=1);

$root = realpath($_SERVER['DOCUMENT_ROOT']);
$path = rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$file = realpath($root . $path);

if ($file !== false && str_starts_with($file, $root . '/')) {
    if (is_dir($file)) {
        if (!str_ends_with($path, '/')) {
            header('Location: ' . $path . '/', true, 301);
            return true;
        }
        $file .= '/index.php';
    }
    if (is_file($file)) {
        return false;
    }
}

$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $root . '/index.php';
chdir($root);
require $root . '/index.php';
