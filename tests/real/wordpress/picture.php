<?php
/** Draws invented photographs: sky, hills, a sun and a row of people. */

declare(strict_types=1);

/** Write a JPEG picture that depends on its name only. */
function draw_picture(string $file, string $name): void
{
    mt_srand(crc32($name));
    [$width, $height] = array(array(1200, 800), array(1100, 620), array(800, 1000))[mt_rand(0, 9) % 3];
    $image = imagecreatetruecolor($width, $height);
    [$red, $green, $blue] = array(mt_rand(60, 160), mt_rand(90, 180), mt_rand(150, 235));
    for ($y = 0; $y < $height; $y++) {
        $light = (int) (60 * $y / $height);
        $colour = imagecolorallocate($image, $red + $light, $green + $light, min(255, $blue + $light));
        imageline($image, 0, $y, $width, $y, $colour);
    }
    $sun = imagecolorallocate($image, 250, 220, mt_rand(80, 180));
    imagefilledellipse($image, mt_rand(100, $width - 100), mt_rand(60, 200), 120, 120, $sun);
    for ($hill = 0; $hill < 4; $hill++) {
        $green_shade = imagecolorallocate($image, 20 + 15 * $hill, mt_rand(90, 150), 50);
        imagefilledellipse(
            $image,
            mt_rand(0, $width),
            (int) ($height * (0.75 + 0.1 * $hill)),
            mt_rand(500, 1100),
            mt_rand(200, 420),
            $green_shade
        );
    }
    for ($person = 0; $person < 9; $person++) {
        $x = (int) ($width * ($person + 0.7) / 10);
        $shirt = imagecolorallocate($image, mt_rand(30, 230), mt_rand(30, 230), mt_rand(30, 230));
        $skin = imagecolorallocate($image, 225, 180, 145);
        imagefilledrectangle($image, $x - 30, $height - 190, $x + 30, $height - 20, $shirt);
        imagefilledellipse($image, $x, $height - 220, 54, 64, $skin);
    }
    imagejpeg($image, $file, 72);
    imagedestroy($image);
}
